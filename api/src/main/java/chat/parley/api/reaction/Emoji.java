package chat.parley.api.reaction;

import java.util.Optional;
import java.util.regex.Pattern;

/// One emoji as Unicode Technical Standard #51 composes it: a character, with or without a skin
/// tone, several of these joined, a flag, a keycap. By the tables of the JDK: what it doesn't know
/// yet is none.
///
/// @param value fully qualified, so that an emoji has one spelling: ❤ and ❤️ are the same
record Emoji(String value) {
  private static final int TEXT_OR_EMOJI = 0xFE0F;

  private static final String ELEMENT =
      "(?:\\p{IsEmoji_Modifier_Base}\\p{IsEmoji_Modifier}"
          + "|[\\p{IsEmoji}&&\\p{IsExtended_Pictographic}]\\x{FE0F}?)";

  /// The longest in use join four. A bound, for what is joined has no end by itself.
  private static final Pattern FORM =
      Pattern.compile(
          ELEMENT
              + "(?:\\x{200D}"
              + ELEMENT
              + "){0,5}"
              + "|[\\x{1F1E6}-\\x{1F1FF}]{2}"
              + "|[0-9#*]\\x{FE0F}\\x{20E3}"
              + "|\\x{1F3F4}[\\x{E0030}-\\x{E0039}\\x{E0061}-\\x{E007A}]{3,6}\\x{E007F}");

  /// @return empty when it is not exactly one
  static Optional<Emoji> parse(String text) {
    String qualified = qualify(text);
    return FORM.matcher(qualified).matches() ? Optional.of(new Emoji(qualified)) : Optional.empty();
  }

  /// What would be shown as text by itself is followed by U+FE0F, unless a skin tone makes it an
  /// emoji; nothing else is (the definition of "fully-qualified" in `emoji-test.txt`).
  private static String qualify(String text) {
    int[] bare = text.codePoints().filter(each -> each != TEXT_OR_EMOJI).toArray();
    StringBuilder qualified = new StringBuilder();
    for (int i = 0; i < bare.length; i++) {
      qualified.appendCodePoint(bare[i]);
      boolean toned = i + 1 < bare.length && Character.isEmojiModifier(bare[i + 1]);
      if (Character.isEmoji(bare[i]) && !Character.isEmojiPresentation(bare[i]) && !toned) {
        qualified.appendCodePoint(TEXT_OR_EMOJI);
      }
    }
    return qualified.toString();
  }
}
