package chat.parley.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What in a text may be the name of somebody.
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "@ada, ada",
    "hi @ada!, ada",
    "'hi @ada, bob', ada",
    "(@ada), ada",
    "\"@ada\", ada",
    "*@ada*, ada",
    "-@ada, ada",
    "...@ada, ada",
    "@ada's, ada",
    "@ADA, ada",
    "@ada:bob, ada",
    "@ada/bob, ada",
    "@ada@, ''",
    "@ada.b, ada.b",
    "@a_b-c.d, a_b-c.d",
    "你好@ada你好, ada",
    "こんにちは@adaさん, ada",
    "สวัสดี@adaครับ, ada",
    "@ada님, ada",
    "👋@ada👋, ada",
    "@@ada, ''",
    "ada@example.org, ''",
    "é@ada, ''",
    "1@ada, ''",
    "_@ada, ''",
    "https://example.org/@ada, ''",
    "@ada@example.org, ''",
    "@adaé, ''",
    "@ada１, ''",
    "@ab, ''",
    "@, ''",
    "@ ada, ''",
    "@_, ''",
  })
  void aNameBeginsAndEndsWhereAWordDoes(String text, String name) {
    assertThat(Names.in(text).names()).isEqualTo(name.isEmpty() ? List.of() : List.of(name));
  }

  @Test
  void whatMayEndASentenceMayBelongToTheNameAndTheLongestComesFirst() {
    Names names = Names.in("@ada._-? @bob.");

    assertThat(names.names()).containsExactly("ada._-", "ada._", "ada.", "ada", "bob.", "bob");
    assertThat(names.places()).containsExactly(1, 1, 1, 1, 2, 2);
  }

  @Test
  void aNameIsLookedForOnceHoweverOftenItStandsThere() {
    assertThat(Names.in("@ada @Ada @ADA").names()).containsExactly("ada");
  }

  @Test
  void onlySoManyAreLookedFor() {
    String text =
        IntStream.range(0, 80).mapToObj(i -> "@user" + i).collect(Collectors.joining(" "));

    assertThat(Names.in(text).names()).hasSize(Names.MOST).contains("user49");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "a@", "@a", "@.", "@aaa.", ".@", "@@a", "你@"})
  void noTextTakesLong(String part) {
    Names names = Names.in(part.repeat(4_000 / part.length()));

    assertThat(names.names()).hasSizeLessThanOrEqualTo(Names.MOST * 30);
  }

  @Test
  void longerThanAnyUsernameIsNone() {
    assertThat(Names.in("@" + "a".repeat(33)).names()).isEmpty();
    assertThat(Names.in("@" + "a".repeat(32)).names()).hasSize(1);
    assertThat(Names.in("@" + "a".repeat(32) + ".").names()).containsExactly("a".repeat(32));
  }
}
