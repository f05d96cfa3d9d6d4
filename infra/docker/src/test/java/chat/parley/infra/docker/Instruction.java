package chat.parley.infra.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;

/// A line of a Dockerfile, with those that continue it.
///
/// @param keyword in capitals
record Instruction(String keyword, String arguments) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SPACE = Pattern.compile("\\s+");

  static Instruction of(String line) {
    String[] parts = line.strip().split("\\s+", 2);
    return new Instruction(parts[0], parts[1].strip());
  }

  boolean is(String other) {
    return keyword.equals(other);
  }

  /// Without its flags, such as `--from=build`.
  List<String> words() {
    return SPACE.splitAsStream(arguments).filter(word -> !word.startsWith("--")).toList();
  }

  /// @return the value of `--name=value`, or an empty text
  String flag(String name) {
    String begin = "--" + name + "=";
    return SPACE
        .splitAsStream(arguments)
        .filter(word -> word.startsWith(begin))
        .map(word -> word.substring(begin.length()))
        .findFirst()
        .orElse("");
  }

  /// What is started without a shell: a JSON array.
  List<String> command() {
    try {
      int begin = arguments.indexOf('[');
      return List.of(JSON.readValue(arguments.substring(Math.max(begin, 0)), String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not in exec form: " + this, e);
    }
  }

  @Override
  public String toString() {
    return keyword + " " + arguments;
  }
}
