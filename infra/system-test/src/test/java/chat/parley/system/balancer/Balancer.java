package chat.parley.system.balancer;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A real nginx or HAProxy in front of the nodes of a stack, as the shipped files configure it.
final class Balancer {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final int https;
  private final int http;
  private final Certificate certificate;

  private Balancer(ChildProcess process, int https, int http, Certificate certificate) {
    this.process = process;
    this.https = https;
    this.http = http;
    this.certificate = certificate;
  }

  /// @return nothing, after a loud line, where it is not installed
  static Optional<Balancer> nginx(Stack stack, Certificate certificate, Path folder)
      throws IOException {
    Optional<Path> program = installed("nginx");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int https = Ports.free();
    int http = Ports.free();
    Files.createDirectories(folder.resolve("parley.d"));
    Files.createDirectories(folder.resolve("temp"));
    Path main = Shipped.file("nginx/nginx.conf").in(folder, "nginx.conf");
    Shipped.file("nginx/upstreams.conf")
        .withNodes("api", "8080", ports(stack.apis()))
        .withNodes("push", "8081", ports(stack.pushes()))
        .in(folder, "upstreams.conf");
    Shipped.file("nginx/listen.conf")
        .with("listen 80;\n", "listen 127.0.0.1:" + http + ";\n")
        .with("listen 443 ", "listen 127.0.0.1:" + https + " ")
        .with("/etc/nginx/tls/certificate.pem", certificate.certificate().toString())
        .with("/etc/nginx/tls/key.pem", certificate.key().toString())
        .in(folder, "listen.conf");
    Files.writeString(
        folder.resolve("parley.d/folders.conf"),
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(each -> "%s_temp_path temp/%s;\n".formatted(each, each))
            .reduce("", String::concat));
    // As root it would have its workers be nobody, who may not enter this folder.
    String user = System.getProperty("user.name").equals("root") ? " user root;" : "";
    return Optional.of(
        start(
            "nginx",
            List.of(
                program.get().toString(),
                "-e",
                "stderr",
                "-p",
                folder.toString(),
                "-c",
                main.toString(),
                "-g",
                "daemon off; pid nginx.pid;" + user),
            Map.of(),
            folder,
            https,
            http,
            certificate));
  }

  /// @return nothing, after a loud line, where it is not installed
  static Optional<Balancer> haproxy(Stack stack, Certificate certificate, Path folder)
      throws IOException {
    Optional<Path> program = installed("haproxy");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int https = Ports.free();
    int http = Ports.free();
    Files.createDirectories(folder);
    Path main = Shipped.file("haproxy/haproxy.cfg").in(folder, "haproxy.cfg");
    Path nodes =
        Shipped.file("haproxy/nodes.cfg")
            .withNodes("api", "8080", ports(stack.apis()))
            .withNodes("push", "8081", ports(stack.pushes()))
            .in(folder, "nodes.cfg");
    return Optional.of(
        start(
            "haproxy",
            List.of(program.get().toString(), "-W", "-f", main.toString(), "-f", nodes.toString()),
            Map.of(
                "PARLEY_HTTP_BIND", "127.0.0.1:" + http,
                "PARLEY_HTTPS_BIND", "127.0.0.1:" + https,
                "PARLEY_CERTIFICATE", certificate.both().toString()),
            folder,
            https,
            http,
            certificate));
  }

  private static Balancer start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      int https,
      int http,
      Certificate certificate)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    Files.deleteIfExists(log);
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Launch(name, command, environment, folder, log, Signal.TERM, null));
    process.awaitReady(() -> Ports.isTaken(https) && Ports.isTaken(http), START_LIMIT);
    return new Balancer(process, https, http, certificate);
  }

  private static List<Integer> ports(List<RunningNode> nodes) {
    return nodes.stream().map(RunningNode::port).toList();
  }

  private static Optional<Path> installed(String program) {
    Optional<Path> found =
        Stream.concat(
                // Where Debian has what is for administrators, which is not on everybody's path.
                Stream.of("/usr/sbin"),
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1)))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String line = "SKIPPED: the tests of " + program + "'s configuration; there is none here.";
      String frame = "!".repeat(line.length());
      Arrays.asList(frame, line, frame).forEach(System.err::println);
    }
    return found;
  }

  String name() {
    return process.name();
  }

  URI https() {
    return URI.create("https://127.0.0.1:" + https);
  }

  URI http() {
    return URI.create("http://127.0.0.1:" + http);
  }

  /// Builds clients that trust it.
  HttpClient.Builder client() {
    return HttpClient.newBuilder().sslContext(certificate.trust());
  }

  /// All that it has written down.
  String log() {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Not `close`, which JUnit would call after the first test that is given it.
  void stop() {
    process.stop(Signal.TERM, Duration.ofSeconds(5));
  }

  @Override
  public String toString() {
    return name();
  }
}
