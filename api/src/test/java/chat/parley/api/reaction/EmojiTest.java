package chat.parley.api.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍",
        "👍🏽",
        "❤️",
        "☝🏿",
        "©️",
        "🫩", // from Unicode 1.1 to 16
        "👩‍🚀",
        "👩🏽‍🚀",
        "👨‍👩‍👧‍👦",
        "🧑🏻‍❤️‍💋‍🧑🏿",
        "🏳️‍🌈",
        "🏴‍☠️",
        "👁️‍🗨️",
        "🏃‍➡️",
        "🇫🇷",
        "🇪🇺",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "1️⃣",
        "#️⃣",
        "*️⃣"
      })
  void oneEmojiIsTakenAsItIs(String emoji) {
    assertThat(Emoji.parse(emoji)).contains(new Emoji(emoji));
  }

  @ParameterizedTest
  @CsvSource({
    "❤, ❤️",
    "1⃣, 1️⃣",
    "👍️, 👍",
    "☝️🏿, ☝🏿",
    "🏳‍🌈, 🏳️‍🌈",
    "👁‍🗨, 👁️‍🗨️",
    "❤️️, ❤️"
  })
  void anotherSpellingOfAnEmojiIsTheSame(String spelling, String emoji) {
    assertThat(Emoji.parse(spelling)).contains(new Emoji(emoji));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "1",
        "#",
        "*",
        "12",
        "!",
        "é",
        "漢",
        "ok",
        ":+1:",
        "\uFFFD",
        "\u200B",
        "👍👍",
        "👍 ",
        " 👍",
        "a👍",
        "👍a",
        "🐱🏻",
        "🏽",
        "🦰🏽", // a cat has no skin tone
        "🇫",
        "🇫🇷🇩",
        "🇫🇷🇩🇪",
        "1️",
        "a⃣",
        "11️⃣",
        "\u200D",
        "👩\u200D",
        "\u200D🚀",
        "👩\u200D\u200D🚀",
        "👩\u200Da",
        "\uFE0F",
        "❤\uFE0E",
        "🏴󠁧󠁢󠁳󠁣󠁴",
        "👍󠁧󠁢󠁳󠁣󠁴󠁿",
        "👩‍👩‍👩‍👩‍👩‍👩‍👩"
      })
  void whatIsNotExactlyOneEmojiIsNone(String text) {
    assertThat(Emoji.parse(text)).isEmpty();
  }
}
