package chat.parley.infra.dev;

import chat.parley.infra.stores.Ports;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Stands in for api and push: serves its readiness and its environment, and says when it ends.
final class StubProgram {
  private static final String RESOURCE = StubProgram.class.getName().replace('.', '/') + ".class";

  private StubProgram() {}

  public static void main(String[] args) throws IOException {
    var jar = Path.of(System.getProperty("java.class.path")).getFileName().toString();
    if (jar.equals(System.getenv("STUB_THAT_FAILS"))) {
      throw new IllegalStateException("no luck today");
    }
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("ended at " + System.nanoTime())));
    var port = Integer.parseInt(System.getenv("MICRONAUT_SERVER_PORT"));
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var server = HttpServer.create(address, 0);
    server.createContext("/health/readiness", exchange -> answer(exchange, "{}"));
    server.createContext(
        "/environment/",
        exchange -> {
          var name = exchange.getRequestURI().getPath().substring("/environment/".length());
          answer(exchange, String.valueOf(System.getenv(name)));
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /// What the stub at that port sees in its environment.
  static String variable(int port, String name) throws IOException {
    var uri = URI.create("http://" + Ports.HOST + ":" + port + "/environment/" + name);
    try (var answer = uri.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Builds the stub where a build would have put both programs.
  static Checkout buildBoth(Path root) throws IOException {
    var checkout = new Checkout(root);
    build(checkout.api().jar());
    build(checkout.push().jar());
    return checkout;
  }

  private static void build(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    var name = jar.getFileName().toString().replace(".jar", "");
    Files.writeString(jar.resolveSibling(name + ".jvm"), "# why\n-XX:+UseCompactObjectHeaders\n");
    Files.writeString(jar.resolveSibling(name + ".heap"), "-Xmx64m\n");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubProgram.class.getName());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var bytes = StubProgram.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      out.putNextEntry(new JarEntry(RESOURCE));
      bytes.transferTo(out);
    }
  }
}
