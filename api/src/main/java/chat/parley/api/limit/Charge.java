package chat.parley.api.limit;

import chat.parley.api.system.Sha256;
import chat.parley.shared.id.UserId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// What an action costs whom.
///
/// @param subject whose window it is, in ASCII
/// @param cost how often the action counts
public record Charge(Limit limit, String subject, int cost) {
  private static final int NETWORK_BYTES = 8;
  private static final int HASH_BYTES = 16;

  public static Charge of(Limit limit, UserId user) {
    return new Charge(limit, user.toString(), 1);
  }

  /// Of IPv6 the network: who has one address of a /64 has them all.
  public static Charge of(Limit limit, InetAddress address) {
    String subject =
        address instanceof Inet6Address
            ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
            : address.getHostAddress();
    return new Charge(limit, subject, 1);
  }

  /// For a name or an address as somebody sent it, in whatever case. Hashed: it may be a password
  /// in the wrong field, and as long as they like.
  public static Charge of(Limit limit, String text) {
    byte[] hash = Sha256.of(text.strip().toLowerCase(Locale.ROOT));
    return new Charge(limit, HexFormat.of().formatHex(hash, 0, HASH_BYTES), 1);
  }

  /// The same, counting so often.
  public Charge times(int times) {
    return new Charge(limit, subject, times);
  }

  String key() {
    return "parley:limit:" + limit.label() + ":" + subject;
  }
}
