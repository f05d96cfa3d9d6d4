package chat.parley.api.invite;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// 128 random bits: nobody guesses one.
record InviteCode(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static InviteCode random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new InviteCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /// @return empty for what can't be one
  static Optional<InviteCode> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new InviteCode(text)) : Optional.empty();
  }

  /// It opens a door.
  @Override
  public String toString() {
    return "InviteCode";
  }
}
