package chat.parley.api.realtime;

import java.security.SecureRandom;
import java.util.Base64;

/// Opens one socket: 256 random bits, known to the client alone. Redis has its hash.
record Ticket(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Ticket random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /// Without the ticket.
  @Override
  public String toString() {
    return "Ticket[…]";
  }
}
