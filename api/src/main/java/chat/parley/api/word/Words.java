package chat.parley.api.word;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Cuts texts into words and writes them as PostgreSQL stores them. For any thread.
public final class Words {
  /// As many as have ever been at work at once. Not one for each thread: threads are virtual and
  /// live for a request.
  private static final Queue<Cutter> IDLE = new ConcurrentLinkedQueue<>();

  private Words() {}

  /// In their order.
  public static List<Word> of(String text) {
    Cutter idle = IDLE.poll();
    Cutter cutter = idle == null ? new Cutter() : idle;
    // One that failed is not used again.
    List<Word> words = cutter.cut(spaced(text));
    IDLE.add(cutter);
    return words;
  }

  /// What is stored of a message's text: a `tsvector` as PostgreSQL writes it, to be cast to one.
  /// It takes any text of a message: there are fewer positions and shorter lexemes than it has room
  /// for. Empty for a text without words and for none.
  public static String vector(@Nullable String text) {
    if (text == null) {
      return "";
    }
    Map<String, StringJoiner> positions = new LinkedHashMap<>();
    for (Word word : of(text)) {
      positions
          .computeIfAbsent(word.text(), first -> new StringJoiner(","))
          .add(Integer.toString(word.position()));
    }
    StringJoiner vector = new StringJoiner(" ");
    positions.forEach((word, places) -> vector.add(lexeme(word) + ":" + places));
    return vector.toString();
  }

  /// A word as it stands in a `tsvector` or a `tsquery`.
  public static String lexeme(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /// Unicode has no end of a word in `l'amour`, `snake_case` and `example.com`. People look for
  /// what is in there. Each `char` is replaced by one, so places in the text stay what they are.
  private static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text);
    for (int i = 0; i < spaced.length(); i++) {
      switch (spaced.charAt(i)) {
        case '\'', '\u2019', '.', ':', '_', '\u00B7' -> spaced.setCharAt(i, ' ');
        default -> {}
      }
    }
    return spaced.toString();
  }
}
