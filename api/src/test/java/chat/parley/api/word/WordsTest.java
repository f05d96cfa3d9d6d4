package chat.parley.api.word;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Héllo WÖRLD              | hello world
          Straße ΣΊΣΥΦΟΣ İstanbul  | strasse σισυφοσ istanbul
          ёлка مَرْحَبًا                  | елка مرحبا
          l’amour e-mail don't     | l amour e mail don t
          snake_case example.com   | snake case example com
          3.14 C++ #tag @user      | 3 14 c tag user
          ｆｕｌｌ                    | full
          안녕하세요 세계            | 안녕하세요 세계
          ภาษาไทย                  | ภาษา ไทย
          我们在abc                 | 我 我们 们 们在 在 abc
          東                       | 東
          ラーメン                  | ラ ラメ メ メン ン
          👍🏽 😀                     | 👍🏽 😀
          """)
  void textsOfAllLanguagesHaveWords(String text, String words) {
    assertThat(Words.of(text)).extracting(Word::text).containsExactly(words.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Say what you say      | 'say':1,4 'what':2 'you':3
          我们                   | '我':1 '我们':1 '们':2
          ... ?! ''             | ``
          """)
  void whatIsStoredSaysWhereTheWordsStand(String text, String vector) {
    assertThat(Words.vector(text)).isEqualTo(vector);
  }

  @Property(tries = 300)
  void anyTextHasWordsThatStandWhereTheySay(@ForAll("texts") String text) {
    int last = 0;
    for (Word word : Words.of(text)) {
      assertThat(word.text()).isNotEmpty();
      assertThat(word.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
          .hasSizeLessThan(2_046);
      assertThat(word.position()).isBetween(last, 16_383).isPositive();
      assertThat(word.start()).isBetween(0, word.end());
      assertThat(word.end()).isLessThanOrEqualTo(text.length());
      last = word.position();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        Arbitraries.strings().withChars("a我らカไ\uD83D\uDC4D'\\ .\"한ก").ofMaxLength(8_000),
        Arbitraries.strings().withChars("aßﷺﬃ").ofLength(4_000));
  }
}
