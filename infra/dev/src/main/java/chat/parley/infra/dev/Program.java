package chat.parley.infra.dev;

import chat.parley.infra.stores.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that runs as `java -jar` on the JDK that this JVM runs on.
///
/// @param name short, for people and log files
/// @param jar with its main class in the manifest and its class path beside it
/// @param options of the JVM
public record Program(String name, Path jar, List<String> options) {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          // Netty uses both; JDK 25 would warn in every log.
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public Program {
    options = List.copyOf(options);
  }

  public Program(String name, Path jar) {
    this(name, jar, OPTIONS);
  }

  /// With more options, which win over the ones it has.
  public Program with(String... more) {
    var all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(name, jar, all);
  }

  void requireBuilt() {
    if (!Files.exists(jar)) {
      throw new StartException(jar + " is missing: build it first (mvn package).");
    }
  }

  List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
