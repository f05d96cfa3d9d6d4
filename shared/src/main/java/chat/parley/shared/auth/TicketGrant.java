package chat.parley.shared.auth;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/// What a ticket opens, as it lies in Redis under [#key] until it is taken or [#LIFE] is over: the
/// same as the access token that it was bought with.
public record TicketGrant(AccessToken token) {
  public static final Duration LIFE = Duration.ofSeconds(30);

  /// Where the grant lies. By the ticket's hash: whoever reads Redis can't open a socket with it.
  public static String key(String ticket) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.UTF_8));
      return "parley:t:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// `<user id>/<session id>/<seconds since 1970 at which the token ends>`
  public byte[] encode() {
    return "%s/%s/%d"
        .formatted(token.user(), token.session(), token.expiresAt().getEpochSecond())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// @throws IllegalArgumentException when the bytes are none
  public static TicketGrant decode(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.US_ASCII).split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a ticket's grant");
    }
    return new TicketGrant(
        new AccessToken(
            UserId.parse(parts[0]),
            SessionId.parse(parts[1]),
            Instant.ofEpochSecond(Long.parseLong(parts[2]))));
  }
}
