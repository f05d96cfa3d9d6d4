package chat.parley.api.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The modules that a module needs, and itself, as a single one. Each becomes a function that is
/// run once, after those that it needs: what it doesn't export stays its own. What comes from
/// outside, by a bare name, is imported as before.
///
/// It reads the JavaScript that the client is written in, and no other: imports and exports begin
/// their line, export what they declare, and go round in no circle. Whatever else it meets ends it,
/// and so any test that looks at a page.
final class WebBundle {
  private static final Pattern COMMENT =
      Pattern.compile(
          "^[ \\t]*(?:/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/|//[^\\n]*)[ \\t]*\\n", Pattern.MULTILINE);
  private static final Pattern FROM =
      Pattern.compile(
          "^(import|export) \\{ ([\\w$]+(?:, [\\w$]+)*) \\} from '([^']+)';\\n", Pattern.MULTILINE);
  private static final Pattern DECLARED =
      Pattern.compile(
          "^export ((?:async function|function|class|const) )([\\w$]+)", Pattern.MULTILINE);
  private static final Pattern OTHER =
      Pattern.compile("^(?:import|export)\\b.*", Pattern.MULTILINE);

  private final UnaryOperator<String> source;
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> unfinished = new HashSet<>();
  private final StringBuilder outside = new StringBuilder();
  private final StringBuilder inside = new StringBuilder();

  private WebBundle(UnaryOperator<String> source) {
    this.source = source;
  }

  /// @param entry the path of the module that is run for itself; it exports nothing
  /// @param source the text of the module at a path
  static String of(String entry, UnaryOperator<String> source) {
    WebBundle bundle = new WebBundle(source);
    String text = bundle.read(entry, new ArrayList<>());
    return bundle.outside.toString() + bundle.inside + text;
  }

  /// Without the comments that have their lines to themselves: they are a fifth of what is sent.
  private String read(String path, List<String> exports) {
    String text = COMMENT.matcher(source.apply(path)).replaceAll("");
    text = FROM.matcher(text).replaceAll(found -> quoted(taken(found, path, exports)));
    text = DECLARED.matcher(text).replaceAll(found -> quoted(declared(found, exports)));
    Matcher other = OTHER.matcher(text);
    if (other.find()) {
      throw new IllegalStateException(path + ": " + other.group());
    }
    return text;
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private String taken(MatchResult found, String importer, List<String> exports) {
    String module = nameOf(found.group(3), importer);
    if (found.group(1).equals("import")) {
      return "const { %s } = %s;\n".formatted(found.group(2), module);
    }
    for (String name : found.group(2).split(", ", -1)) {
      exports.add("%s: %s.%s".formatted(name, module, name));
    }
    return "";
  }

  private static String declared(MatchResult found, List<String> exports) {
    exports.add(found.group(2));
    return found.group(1) + found.group(2);
  }

  private String nameOf(String specifier, String importer) {
    boolean isOurs = specifier.startsWith(".");
    String path = isOurs ? resolved(specifier, importer) : specifier;
    if (unfinished.contains(path)) {
      throw new IllegalStateException("%s and %s need each other".formatted(importer, path));
    }
    String known = names.get(path);
    if (known != null) {
      return known;
    }
    String name = "$" + names.size();
    names.put(path, name);
    if (isOurs) {
      write(path, name);
    } else {
      outside.append("import * as %s from '%s';\n".formatted(name, specifier));
    }
    return name;
  }

  private void write(String path, String name) {
    List<String> exports = new ArrayList<>();
    unfinished.add(path);
    String text = read(path, exports);
    unfinished.remove(path);
    inside.append(
        "const %s = (() => { // %s\n%sreturn { %s };\n})();\n"
            .formatted(name, path, text, String.join(", ", exports)));
  }

  private static String resolved(String specifier, String importer) {
    return URI.create("/" + importer).resolve(specifier).getPath().substring(1);
  }
}
