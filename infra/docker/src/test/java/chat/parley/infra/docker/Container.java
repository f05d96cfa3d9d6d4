package chat.parley.infra.docker;

import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Folders;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that runs from an image as its [Recipe] says, on the network of this machine.
final class Container implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path root;
  private final Recipe recipe;
  private final Isolation isolation;
  private final int port;
  private final long began = System.nanoTime();
  private final ChildProcess process;

  private Container(
      Path root, Recipe recipe, Isolation isolation, int port, ChildProcess.Launch launch) {
    this.root = root;
    this.recipe = recipe;
    this.isolation = isolation;
    this.port = port;
    this.process = ChildProcess.start(launch);
  }

  /// @param folder of its own, for its files and its log
  /// @param arguments after those of the image
  /// @param environment wins over that of the image
  static Container start(
      Image image, Path folder, List<String> arguments, Map<String, String> environment)
      throws IOException {
    Isolation isolation = Isolation.possible().orElseThrow();
    Recipe recipe = Recipe.of(image.program());
    Folders.delete(folder);
    Path root = folder.resolve("root");
    image.mergeInto(root);
    BaseSystem.copyTo(root);
    int port = Ports.free();
    Map<String, String> variables = new TreeMap<>(recipe.assignments("ENV"));
    variables.putAll(environment);
    variables.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    Map<String, String> all = new TreeMap<>(variables);
    all.put("KEPT", String.join(" ", variables.keySet()));

    List<String> contained = new ArrayList<>();
    contained.add("bash");
    contained.add("-c");
    contained.add(script());
    contained.add("contain.sh");
    contained.add(root.toString());
    contained.add(data(image, recipe, isolation, folder));
    contained.add(isolation == Isolation.AS_ROOT ? recipe.last("USER").arguments() : "");
    contained.add(recipe.last("WORKDIR").arguments());
    contained.addAll(recipe.last("ENTRYPOINT").command());
    contained.addAll(arguments);
    ChildProcess.Launch launch =
        new ChildProcess.Launch(
            image.program(),
            isolation.command(contained),
            all,
            folder,
            folder.resolve("log"),
            Signal.KILL,
            null);
    return new Container(root, recipe, isolation, port, launch);
  }

  private static String script() throws IOException {
    try (var file = Objects.requireNonNull(Container.class.getResourceAsStream("contain.sh"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// A new volume, which begins as what the image has in its place.
  private static String data(Image image, Recipe recipe, Isolation isolation, Path folder)
      throws IOException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    String owner = recipe.all("COPY").getLast().flag("chown");
    if (owner.isEmpty()) {
      return "";
    }
    try (Stream<Path> folders = Files.list(image.layer(Layer.DATA))) {
      for (Path each : folders.toList()) {
        Path own = Files.createDirectory(volume.resolve(each.getFileName()));
        if (isolation == Isolation.AS_ROOT) {
          Files.setAttribute(own, "unix:uid", Integer.valueOf(owner.split(":", 2)[0]));
        }
      }
    }
    return volume.toString();
  }

  URI uri() {
    return URI.create("http://" + Ports.HOST + ":" + port);
  }

  /// When its process was started, by [System#nanoTime].
  long began() {
    return began;
  }

  Path log() {
    return process.log();
  }

  /// As the HEALTHCHECK of the image says, in it.
  void awaitHealthy() {
    process.awaitReady(this::isHealthy, START_LIMIT);
  }

  boolean isHealthy() {
    List<String> probe = new ArrayList<>(List.of("chroot", root.toString()));
    probe.addAll(recipe.last("HEALTHCHECK").command());
    List<String> command =
        isolation == Isolation.AS_ROOT
            ? probe
            : Stream.concat(Stream.of("unshare", "--user", "--map-root-user"), probe.stream())
                .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    try {
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot probe " + process.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isRunning() {
    return process.isRunning();
  }

  /// Of process 1 in the container, as it is known out here.
  long pid() {
    return ProcessHandle.of(process.pid())
        .flatMap(parent -> parent.children().findFirst())
        .orElseThrow(() -> new IllegalStateException(process.mostTellingLine()))
        .pid();
  }

  /// SIGTERM to process 1, which nobody but itself can make it heed.
  ///
  /// @return the exit code
  int stop(Duration patience) throws Exception {
    Signal.TERM.send(ProcessHandle.of(pid()).orElseThrow());
    return exit(patience);
  }

  int exit(Duration patience) throws Exception {
    return process.exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.kill();
  }
}
