package chat.parley.infra.docker;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.rehearsal.Rehearsal;
import chat.parley.infra.stores.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Makes what both images hold: the layers, and then the AOT caches, by a rehearsal on those
/// runtimes and those jars; a cache of any others would be passed over.
public final class Assemble {
  private Assemble() {}

  /// @param args the folder for it
  public static void main(String[] args) throws IOException {
    for (var image : into(Path.of(args[0]).toAbsolutePath())) {
      image
          .sizes()
          .forEach(
              (layer, bytes) ->
                  System.out.printf(
                      Locale.ROOT,
                      "%-5s%-10s%6.1f MB%n",
                      image.program(),
                      layer.folder(),
                      bytes / 1e6));
    }
  }

  /// Anew, whatever is there.
  ///
  /// @return api's image and push's
  public static List<Image> into(Path folder) throws IOException {
    var checkout = Checkout.here();
    var probe = checkout.root().resolve("infra/docker/image/healthy");
    var api = new Assembly(checkout.api(), probe, new Image("api", folder.resolve("api")));
    var push = new Assembly(checkout.push(), probe, new Image("push", folder.resolve("push")));
    api.layOut();
    push.layOut();
    rehearse(api.image(), push.image(), folder.resolve("rehearsal"));
    return List.of(api.image(), push.image());
  }

  private static void rehearse(Image api, Image push, Path stage) throws IOException {
    Folders.delete(stage);
    try {
      api.mergeInto(stage.resolve("api"));
      push.mergeInto(stage.resolve("push"));
      var apiProgram = api.in(stage.resolve("api"));
      var pushProgram = push.in(stage.resolve("push"));
      Rehearsal.rehearse(apiProgram, pushProgram);
      api.keepCacheOf(apiProgram);
      push.keepCacheOf(pushProgram);
    } finally {
      Folders.delete(stage);
    }
  }
}
