package chat.parley.api.search;

import chat.parley.api.word.Word;
import chat.parley.api.word.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One of the things that a message must have all of: a word, or words in their order side by side.
///
/// @param words at least one
/// @param open whether words that only begin like the last one count as well
record Sought(List<Word> words, boolean open) {
  Sought {
    words = List.copyOf(words);
  }

  /// @param text no more than one thing, like `foo`, `l'amour`, `日本語`, or what stood in quotes
  /// @return none when there is no word in it
  static List<Sought> in(String text, boolean open) {
    List<Word> words = telling(Words.of(text));
    return words.isEmpty()
        ? List.of()
        : List.of(new Sought(words, open && words.getLast().kind() == Word.Kind.WHOLE));
  }

  /// Without the characters that a pair has already.
  private static List<Word> telling(List<Word> all) {
    List<Word> telling = new ArrayList<>();
    for (Word word : all) {
      Word last = telling.isEmpty() ? null : telling.getLast();
      if (last == null || word.kind() == Word.Kind.WHOLE || last.kind() == Word.Kind.WHOLE) {
        telling.add(word);
      } else if (word.kind() == Word.Kind.PAIR) {
        if (last.position() == word.position()) {
          telling.removeLast();
        }
        telling.add(word);
      } else if (last.kind() == Word.Kind.CHARACTER || last.position() + 1 < word.position()) {
        telling.add(word);
      }
    }
    return telling;
  }

  Word last() {
    return words.getLast();
  }

  /// As a `tsquery`.
  String condition() {
    return phrase(open ? Words.lexeme(last().text()) + ":*" : Words.lexeme(last().text()));
  }

  /// As a `tsquery` that counts the word itself for more than one that begins with it.
  String ranking() {
    String word = Words.lexeme(last().text());
    return open && words.size() == 1 ? "(" + word + " | " + word + ":*)" : condition();
  }

  private String phrase(String end) {
    StringBuilder phrase = new StringBuilder("(");
    for (int i = 0; i < words.size() - 1; i++) {
      int distance = words.get(i + 1).position() - words.get(i).position();
      phrase.append(Words.lexeme(words.get(i).text())).append(" <").append(distance).append("> ");
    }
    return phrase.append(end).append(')').toString();
  }

  /// The words of a text that are meant here; of those that stand together either all or none.
  ///
  /// @param text the words at each position
  List<Word> found(Map<Integer, List<Word>> text) {
    List<Word> found = new ArrayList<>();
    for (int position : text.keySet()) {
      List<Word> here = foundAt(position, text);
      if (here.size() == words.size()) {
        found.addAll(here);
      }
    }
    return found;
  }

  private List<Word> foundAt(int position, Map<Integer, List<Word>> text) {
    int first = words.getFirst().position();
    return words.stream()
        .flatMap(
            word ->
                text.getOrDefault(position + word.position() - first, List.of()).stream()
                    .filter(each -> fits(word, each))
                    .limit(1))
        .toList();
  }

  private boolean fits(Word word, Word other) {
    boolean isOpen = open && Objects.equals(word, last());
    return isOpen ? other.text().startsWith(word.text()) : other.text().equals(word.text());
  }
}
