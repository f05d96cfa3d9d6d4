package chat.parley.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Hello           | ('hello':*)
          hel wor         | ('hel':*) & ('wor':*)
          hel*            | ('hel':*)
          "good morning"  | ('good' <1> 'morning')
          "good mor*"     | ('good' <1> 'mor':*)
          “good morning   | ('good' <1> 'morning')
          a "b c" d       | ('a':*) & ('b' <1> 'c') & ('d':*)
          l'amour         | ('l' <1> 'amour':*)
          foo-bar.baz     | ('foo' <1> 'bar' <1> 'baz':*)
          北               | ('北')
          北京             | ('北京')
          在北京吃          | ('在北' <1> '北京' <1> '京吃')
          ラーメン          | ('ラメ' <1> 'メン')
          北京abc          | ('北京' <2> 'abc':*)
          ภาษาไทย         | ('ภาษา' <1> 'ไทย':*)
          ?! -- "" *      | ``
          """)
  void wordsAreAllWantedThoseInQuotesSideBySide(String text, String condition) {
    assertThat(Query.parse(text).condition()).isEqualTo(condition);
  }

  @Test
  void theWordItselfRanksAboveThoseThatBeginWithIt() {
    assertThat(Query.parse("hel \"a b\"").ranking()).isEqualTo("('hel' | 'hel':*) & ('a' <1> 'b')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          wor            | Hello WÖRLD, word! sword | WÖRLD word
          "hello world"  | hello there, Hello World | Hello World
          北京            | 我们在北京吃饭              | 北京
          在北京吃         | 北京我们在北京吃饭          | 在北京吃
          hello "b c"    | b hello c b c b          | hello b c
          amour          | 👍 l'amour               | amour
          nothing        | something                | ``
          """)
  void whatMatchesIsHighlighted(String query, String text, String highlights) {
    assertThat(
            Query.parse(query).highlights(text).stream()
                .map(Highlight::text)
                .collect(Collectors.joining(" ")))
        .isEqualTo(highlights);
  }

  @Test
  void placesAreCountedInCodePoints() {
    assertThat(Query.parse("amour").highlights("👍 l'amour"))
        .containsExactly(new Highlight(4, 9, "amour"));
  }

  @Property(tries = 500)
  void thereAreNoErrorsInAQuery(@ForAll @StringLength(max = 200) String text) {
    Query query = Query.parse(text);

    assertThat(query.isEmpty()).isEqualTo(query.condition().isEmpty());
    assertThat(query.highlights(text)).allMatch(each -> each.start() < each.end());
  }
}
