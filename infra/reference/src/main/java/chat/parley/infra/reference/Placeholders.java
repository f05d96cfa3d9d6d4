package chat.parley.infra.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings that only `application.yml` knows, for they go on to what is not ours:
/// `${parley.database.url}`. What they mean stands there in a comment that begins with the name
/// and a colon.
final class Placeholders {
  private static final Pattern USE = Pattern.compile("\\$\\{(parley\\.[a-z0-9.-]+)(?::([^}]*))?}");
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^ *# (parley\\.[a-z0-9.-]+): (.+(?:\\R *# (?!parley\\.).+)*)");

  private Placeholders() {}

  static List<Setting> all(ClassLoader program) throws IOException {
    try (InputStream file = program.getResourceAsStream("application.yml")) {
      return file == null
          ? List.of()
          : all(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<Setting> all(String yaml) {
    Map<String, String> meanings = new HashMap<>();
    COMMENT
        .matcher(yaml)
        .results()
        .forEach(found -> meanings.put(found.group(1), found.group(2).replaceAll("\\R *# ", " ")));
    Map<String, Setting> all = new LinkedHashMap<>();
    for (Matcher use = USE.matcher(yaml); use.find(); ) {
      String name = use.group(1);
      all.putIfAbsent(name, setting(name, use, meanings.getOrDefault(name, "")));
    }
    return List.copyOf(all.values());
  }

  private static Setting setting(String name, MatchResult use, String meaning) {
    String byDefault = use.group(2) == null ? "**needed**" : "`" + use.group(2) + "`";
    return new Setting(name, "", "text", byDefault, meaning);
  }
}
