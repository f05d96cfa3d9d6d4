package chat.parley.system.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which licences a library may have. Of several it names, one is enough: whoever takes it has
/// the choice.
final class Licences {
  /// By their names in SPDX. None asks that a program made with the library has the same licence;
  /// the EPL asks it of changes to the library itself, and we make none.
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0",
          "Unicode-3.0");

  /// What a library says that has no name in SPDX, or not the right one; read in its own files.
  private static final Map<String, String> READ =
      Map.of(
          // "The BSD License", which the plugin takes for the oldest one; the file has three
          // clauses.
          "com.twelvemonkeys.common", "BSD-3-Clause",
          "com.twelvemonkeys.imageio", "BSD-3-Clause",
          // Its name there is "LICENSE": three clauses, Opus.
          "io.github.jaredmdobson", "BSD-3-Clause",
          // "Go License": three clauses.
          "com.google.re2j", "BSD-3-Clause",
          // "Bouncy Castle Licence", which calls itself an adaption of the MIT licence.
          "org.bouncycastle", "MIT");

  private Licences() {}

  static boolean allow(JsonNode component) {
    String read = READ.get(component.path("group").asText());
    return read == null
        ? names(component).stream().anyMatch(ALLOWED::contains)
        : ALLOWED.contains(read);
  }

  static String of(JsonNode component) {
    return component.path("purl").asText() + " " + names(component);
  }

  private static List<String> names(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode entry : component.path("licenses")) {
      JsonNode licence = entry.path("license");
      names.add(licence.path("id").asText(licence.path("name").asText("unknown")));
    }
    return names;
  }
}
