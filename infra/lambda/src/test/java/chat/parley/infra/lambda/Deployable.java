package chat.parley.infra.lambda;

import chat.parley.infra.dev.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What is deployed, unpacked as Lambda does, and the runtime client that Lambda adds.
///
/// @param task the folder that Lambda calls `/var/task`
record Deployable(Path task) {
  private static final Path ZIP =
      Checkout.here().root().resolve("infra/lambda/target/parley-lambda.zip");

  /// Of Lambda's own class path.
  private static final List<String> RUNTIME =
      List.of(
          "aws-lambda-java-runtime-interface-client",
          "aws-lambda-java-core",
          "aws-lambda-java-serialization",
          "utils-lite",
          "annotations");

  static Deployable unpackedInto(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
    return new Deployable(folder);
  }

  static long zipped() throws IOException {
    return Files.size(ZIP);
  }

  long unpacked() throws IOException {
    try (var files = Files.walk(task)) {
      return files.filter(Files::isRegularFile).mapToLong(Deployable::size).sum();
    }
  }

  List<String> libraries() throws IOException {
    try (var files = Files.list(task.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The runtime client's jars, from this test's own class path.
  static String runtime() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> RUNTIME.stream().anyMatch(name -> isOf(Path.of(jar), name)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOf(Path jar, String name) {
    return jar.getFileName().toString().matches(name + "-[0-9.]+\\.jar");
  }

  /// All jars on one class path, as an image may have them.
  String everything() throws IOException {
    return libraries().stream()
            .map(library -> task.resolve("lib").resolve(library).toString())
            .collect(Collectors.joining(File.pathSeparator))
        + File.pathSeparator
        + runtime();
  }
}
