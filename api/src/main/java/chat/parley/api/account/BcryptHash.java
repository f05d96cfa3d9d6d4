package chat.parley.api.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A password hash that another system made.
///
/// @param cost the binary logarithm of its rounds
record BcryptHash(String value, int cost) {
  static final String PREFIX = "$2a$%02d$";

  /// A hash of a cost beyond this would keep a core busy for seconds: no password fits it, and
  /// its owner has to ask for a new one.
  static final int HIGHEST_COST = 14;

  private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

  static Optional<BcryptHash> parse(String hash) {
    Matcher matcher = FORM.matcher(hash);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(matcher.group(1));
    return cost >= 4 && cost <= HIGHEST_COST
        ? Optional.of(new BcryptHash(hash, cost))
        : Optional.empty();
  }

  /// Without the hash.
  @Override
  public String toString() {
    return "BcryptHash[cost=" + cost + "]";
  }
}
