package chat.parley.infra.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The modules of the JDK that a program's runtime has: a list in a file, with reasons.
///
/// @param needed are linked into it, with all that they require themselves
/// @param left are mentioned by some library, in places that this program never comes to
record Modules(Set<String> needed, Set<String> left) {
  /// Each line a module, and after `#` why; `-` before it means left out.
  static Modules of(String program) {
    var needed = new TreeSet<String>();
    var left = new TreeSet<String>();
    for (var line : text(program + ".modules").lines().toList()) {
      var module = line.replaceFirst("#.*", "").strip();
      if (module.startsWith("-")) {
        left.add(module.substring(1));
      } else if (!module.isEmpty()) {
        needed.add(module);
      }
    }
    return new Modules(needed, left);
  }

  private static String text(String resource) {
    try (var file = Objects.requireNonNull(Modules.class.getResourceAsStream(resource), resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
