package chat.parley.shared.production;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/// How far what is sent to a host travels, as far as its name tells. No name server is asked: a
/// start must not depend on one, and its answer may be another tomorrow.
enum Reach {
  /// It doesn't leave the machine.
  LOOPBACK,
  /// A network that only we are in.
  PRIVATE,
  /// Past anybody.
  PUBLIC;

  private static final List<String> PRIVATE_ENDS =
      List.of(
          ".internal",
          ".local",
          ".localdomain",
          ".lan",
          ".home.arpa",
          ".intranet",
          ".private",
          // Services of a Kubernetes cluster.
          ".svc");

  /// @param ours more that are private, see [ProductionSettings#privateHosts()]
  static Reach of(String host, List<String> ours) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("localhost") || name.endsWith(".localhost")) {
      return LOOPBACK;
    }
    if (isAddress(name)) {
      return ofAddress(InetAddress.ofLiteral(name));
    }
    boolean known =
        !name.contains(".")
            || PRIVATE_ENDS.stream().anyMatch(name::endsWith)
            || ours.stream().anyMatch(end -> isOrEndsWith(name, end.toLowerCase(Locale.ROOT)));
    return known ? PRIVATE : PUBLIC;
  }

  private static boolean isOrEndsWith(String name, String end) {
    return end.startsWith(".") ? name.endsWith(end) : name.equals(end);
  }

  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
  }

  private static Reach ofAddress(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    byte[] bytes = address.getAddress();
    boolean ours =
        address.isSiteLocalAddress()
            || address.isLinkLocalAddress()
            // fc00::/7, RFC 4193; 100.64.0.0/10, RFC 6598.
            || (address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc)
            || (bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
    return ours ? PRIVATE : PUBLIC;
  }
}
