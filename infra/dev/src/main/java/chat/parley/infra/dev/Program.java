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

/// A program that runs as `java -jar`, with the JVM's options that lie beside its jar; with its AOT
/// cache, if it has one that is younger than what it was made from.
///
/// @param name short, for people and log files
/// @param java the home of the runtime that it runs on
/// @param jar with its main class in the manifest and its class path beside it
/// @param options of the JVM, which win over those that lie beside the jar
/// @param patches folders of classes that come before those of the jar
public record Program(String name, Path java, Path jar, List<String> options, List<Path> patches) {
  public Program {
    options = List.copyOf(options);
    patches = List.copyOf(patches);
  }

  /// On the JDK that this JVM runs on.
  public Program(String name, Path jar) {
    this(name, Path.of(System.getProperty("java.home")), jar, List.of(), List.of());
  }

  /// With more options, which win over the ones it has.
  public Program with(String... more) {
    var all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Program(name, java, jar, all, patches);
  }

  /// That writes its AOT cache when it ends in order: what it loaded, and how it was used.
  public Program rehearsing() {
    return with("-XX:AOTCacheOutput=" + cache());
  }

  public Path cache() {
    return beside("aot");
  }

  /// With the options that every JVM of this program has, and with those of its heap.
  private List<Path> argfiles() {
    return List.of(beside("jvm"), beside("heap"));
  }

  private Path beside(String ending) {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("jar$", ending));
  }

  /// Those beside the jar and then those of its own, one after the other.
  public List<String> allOptions() {
    var all = new ArrayList<String>();
    for (var file : argfiles()) {
      try (var lines = Files.lines(file)) {
        lines
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file, e);
      }
    }
    all.addAll(options);
    return List.copyOf(all);
  }

  /// Otherwise the JVM would look into the cache, find it of no use, and say so in every log.
  public boolean isRehearsed() {
    if (!patches.isEmpty() || !Files.exists(cache())) {
      return false;
    }
    var classPath = jar.resolveSibling("lib");
    try (var libraries = Files.exists(classPath) ? Files.list(classPath) : Stream.<Path>empty()) {
      // One whose JVM was ended while it wrote.
      if (Files.size(cache()) == 0) {
        return false;
      }
      var made = Files.getLastModifiedTime(cache());
      for (var part : Stream.concat(parts(), libraries).toList()) {
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
    return new Program(name, java, jar, options, all);
  }

  private Stream<Path> parts() {
    return Stream.concat(Stream.of(jar), argfiles().stream());
  }

  void requireBuilt() {
    for (var part : parts().toList()) {
      if (!Files.exists(part)) {
        throw new StartException(part + " is missing: build it first (mvn package).");
      }
    }
  }

  List<String> command() {
    var command = new ArrayList<String>();
    command.add(java.resolve("bin").resolve("java").toString());
    argfiles().forEach(file -> command.add("@" + file));
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
