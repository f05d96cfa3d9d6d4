package chat.parley.api.avatar;

import chat.parley.api.storage.StorageKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a picture is called: whose kind, 128 random bits, and its format. Nobody guesses it, and
/// a picture never changes under its name.
///
/// @param text for instance `u00112233445566778899aabbccddeeff.jpg`
record AvatarName(String text) {
  static final String AREA = "avatars";

  private static final String PATH = "/v1/avatars/";
  private static final Pattern FORM = Pattern.compile("[a-z][0-9a-f]{32}\\.(jpg|png)");
  private static final SecureRandom RANDOM = new SecureRandom();

  static AvatarName random(char kind, Picture.Format format) {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new AvatarName(kind + HexFormat.of().formatHex(bits) + "." + format.extension());
  }

  static Optional<AvatarName> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AvatarName(text)) : Optional.empty();
  }

  static Optional<AvatarName> ofUrl(String url) {
    return url.startsWith(PATH) ? parse(url.substring(PATH.length())) : Optional.empty();
  }

  /// Of either size of it.
  static Optional<AvatarName> of(StorageKey key) {
    int hyphen = key.name().indexOf('-');
    return parse(key.name().substring(hyphen + 1));
  }

  String url() {
    return PATH + text;
  }

  StorageKey key(int size) {
    return new StorageKey(AREA, size + "-" + text);
  }

  boolean isOf(char kind) {
    return text.charAt(0) == kind;
  }

  Picture.Format format() {
    return text.endsWith("png") ? Picture.Format.PNG : Picture.Format.JPEG;
  }
}
