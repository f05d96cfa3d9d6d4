package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// As common words are looked for.
class SearchByReadingIT extends SearchContract {
  SearchByReadingIT() {
    super(Map.of("parley.search.rare", 0, "parley.search.read", 100));
  }

  /// In two conversations, of which one is ten times as busy.
  @Test
  void howeverLongTheHistoriesAreNoHitIsMissedByTime() {
    List<String> sent = new ArrayList<>();
    String quiet = ada().group();
    for (int i = 0; i < 250; i++) {
      String where = i % 10 == 0 ? quiet : room();
      String id = ada().write(where, i % 50 == 20 ? "a needle" : "hay").expect(201).text("id");
      if (i % 50 == 20) {
        sent.add(id);
      }
    }

    List<Answer> pages = ada().pages("/v1/search/messages?q=needle&sort=time&limit=2");

    assertThat(pages.stream().flatMap(page -> ids(page).stream()))
        .containsExactlyElementsOf(sent.reversed());
    assertThat(pages).as("each page reads 100 messages").hasSizeBetween(3, 8);
    assertThat(ids(search("needle"))).isSubsetOf(sent).hasSizeLessThan(5);
  }
}
