package chat.parley.infra.docker;

import chat.parley.infra.dev.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/// Fills the layers of one image from what Maven has built.
///
/// @param built the program where Maven leaves it
/// @param probe what asks whether it is healthy
record Assembly(Program built, Path probe, Image image) {
  private static final String OURS = "parley-";
  private static final String NATIVES = "META-INF/native/";

  /// All but the cache, which only the finished rest can write.
  void layOut() throws IOException {
    image.empty();
    // jlink wants to make its folder itself.
    Files.delete(image.layer(Layer.RUNTIME));
    JavaRuntime.link(Modules.of(built.name()), image.layer(Layer.RUNTIME));
    copyLibraries();
    copyProgram();
    if (built.name().equals("api")) {
      Files.createDirectory(image.layer(Layer.DATA).resolve("files"));
      Files.createDirectory(image.layer(Layer.DATA).resolve("uploads"));
    }
    for (var layer : Layer.values()) {
      Uniform.make(image.layer(layer));
    }
  }

  private void copyLibraries() throws IOException {
    var ours = Files.createDirectory(image.layer(Layer.PROGRAM).resolve("lib"));
    var theirs = image.layer(Layer.LIBRARIES);
    try (var jars = Files.list(built.jar().resolveSibling("lib"))) {
      for (var jar : jars.toList()) {
        var name = jar.getFileName().toString();
        Files.copy(jar, (name.startsWith(OURS) ? ours : theirs).resolve(name));
        unpackNatives(jar, theirs);
      }
    }
  }

  /// Netty would unpack its native library into the folder for temporary files, which containers
  /// have mounted so that nothing in it can be executed, and then do without.
  private static void unpackNatives(Path jar, Path folder) throws IOException {
    var machine = System.getProperty("os.arch").equals("aarch64") ? "_aarch_64.so" : "_x86_64.so";
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().toList()) {
        if (entry.getName().startsWith(NATIVES) && entry.getName().endsWith(machine)) {
          try (var content = file.getInputStream(entry)) {
            Files.copy(content, folder.resolve(entry.getName().substring(NATIVES.length())));
          }
        }
      }
    }
  }

  private void copyProgram() throws IOException {
    var folder = image.layer(Layer.PROGRAM);
    var name = OURS + built.name();
    for (var ending : List.of(".jar", ".jvm", ".heap")) {
      Files.copy(built.jar().resolveSibling(name + ending), folder.resolve(name + ending));
    }
    Files.copy(probe, folder.resolve("healthy"));
    var home = "/" + Layer.PROGRAM.destination() + "/";
    Files.write(
        folder.resolve("start"),
        List.of(
            "-Djava.library.path=/" + Layer.LIBRARIES.destination(),
            "-XX:AOTCache=" + home + name + ".aot",
            "-jar",
            home + name + ".jar"));
  }
}
