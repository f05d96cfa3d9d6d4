package chat.parley.infra.docker;

import chat.parley.infra.dev.Program;
import chat.parley.infra.stores.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The layers of one program's image.
///
/// @param program name of it, as in `parley-<program>.jar`
/// @param folder with a folder for each layer
public record Image(String program, Path folder) {
  public Path layer(Layer layer) {
    return folder.resolve(layer.folder());
  }

  public Path cache() {
    return layer(Layer.CACHE).resolve("parley-" + program + ".aot");
  }

  /// Lays all layers over each other below that root, as a container has them. The files are links:
  /// no further copies, and as old as they are in the layers, which an AOT cache insists on.
  public void mergeInto(Path root) throws IOException {
    for (var layer : Layer.values()) {
      var from = layer(layer);
      var to = root.resolve(layer.destination());
      try (var entries = Files.walk(from)) {
        for (var entry : entries.toList()) {
          var target = to.resolve(from.relativize(entry));
          if (Files.isDirectory(entry)) {
            Files.createDirectories(target);
          } else {
            Files.createLink(target, entry);
          }
        }
      }
    }
  }

  /// The program in a root that this was merged into, with no other options than it is shipped
  /// with.
  Program in(Path root) {
    return new Program(
        program,
        root.resolve(Layer.RUNTIME.destination()),
        root.resolve(Layer.PROGRAM.destination()).resolve("parley-" + program + ".jar"),
        List.of(),
        List.of());
  }

  /// Takes the cache that the program has written in a root.
  void keepCacheOf(Program rehearsed) throws IOException {
    Files.move(rehearsed.cache(), cache(), StandardCopyOption.REPLACE_EXISTING);
    Uniform.make(layer(Layer.CACHE));
  }

  /// In bytes.
  public Map<Layer, Long> sizes() throws IOException {
    var sizes = new EnumMap<Layer, Long>(Layer.class);
    for (var layer : Layer.values()) {
      try (var entries = Files.walk(layer(layer))) {
        var size = 0L;
        for (var file : entries.filter(Files::isRegularFile).toList()) {
          size += Files.size(file);
        }
        sizes.put(layer, size);
      }
    }
    return sizes;
  }

  void empty() throws IOException {
    Folders.delete(folder);
    for (var layer : Layer.values()) {
      Files.createDirectories(layer(layer));
    }
  }
}
