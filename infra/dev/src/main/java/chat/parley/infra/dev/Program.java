package chat.parley.infra.dev;

import chat.parley.infra.stores.StartException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A program that runs as `java -jar` on the JDK that this JVM runs on; with its AOT cache, if it
/// has one that is younger than what it was made from.
///
/// @param name short, for people and log files
/// @param jar with its main class in the manifest and its class path beside it
/// @param options of the JVM
/// @param patches folders of classes that come before those of the jar
public record Program(String name, Path jar, List<String> options, List<Path> patches) {
  private static final List<String> OPTIONS =
      List.of(
          // Half a header less for each object: of small ones a node has very many.
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          // Netty uses both; JDK 25 would warn in every log.
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public Program {
    options = List.copyOf(options);
    patches = List.copyOf(patches);
  }

  public Program(String name, Path jar) {
    this(name, jar, OPTIONS, List.of());
  }

  /// With more options, which win over the ones it has.
  public Program with(String... more) {
    var all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(name, jar, all, patches);
  }

  /// That writes its AOT cache when it ends in order: what it loaded, and how it was used.
  public Program rehearsing() {
    return with("-XX:AOTCacheOutput=" + cache());
  }

  public Path cache() {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".aot"));
  }

  /// Otherwise the JVM would look into the cache, find it of no use, and say so in every log.
  public boolean isRehearsed() {
    if (!patches.isEmpty() || !Files.exists(cache())) {
      return false;
    }
    var classPath = jar.resolveSibling("lib");
    try (var libraries = Files.exists(classPath) ? Files.list(classPath) : Stream.<Path>empty()) {
      var made = Files.getLastModifiedTime(cache());
      for (var part : Stream.concat(Stream.of(jar), libraries).toList()) {
        if (Files.getLastModifiedTime(part).compareTo(made) > 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + jar, e);
    }
  }

  /// With these classes before all others, for a test that wants the program to be another.
  Program patched(Path classes) {
    var all = new ArrayList<>(List.of(classes));
    all.addAll(patches);
    return new Program(name, jar, options, all);
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
    if (isRehearsed()) {
      command.add("-XX:AOTCache=" + cache());
    }
    command.addAll(patches.isEmpty() ? List.of("-jar", jar.toString()) : patchedStart());
    return command;
  }

  /// The jar's manifest brings its class path here too, but its main class has to be named.
  private List<String> patchedStart() {
    var classPath =
        Stream.concat(patches.stream(), Stream.of(jar))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    try (var file = new JarFile(jar.toFile())) {
      var main = file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      return List.of("-cp", classPath, main);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + jar, e);
    }
  }
}
