package chat.parley.shared.production;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What matters here of the address of a server: `https://host:8443/path`,
/// `jdbc:postgresql://first:5432,second/parley?sslmode=require`, `redis://:password@host`.
/// [java.net.URI] knows neither several hosts nor the schemes of JDBC.
///
/// @param scheme in small letters, without `jdbc:`; empty where there is none
/// @param password empty where there is none
/// @param hosts without ports; none where no host is named
/// @param options of the query
public record Address(
    String scheme, String password, List<String> hosts, Map<String, String> options) {
  public Address {
    hosts = List.copyOf(hosts);
    options = Map.copyOf(options);
  }

  public static Address parse(String text) {
    String address = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    int scheme = address.indexOf("://");
    String rest = scheme < 0 ? "" : address.substring(scheme + "://".length());
    String authority = rest.split("[/?#]", 2)[0];
    int at = authority.lastIndexOf('@');
    return new Address(
        scheme < 0 ? "" : address.substring(0, scheme).toLowerCase(Locale.ROOT),
        at < 0 ? "" : password(authority.substring(0, at)),
        Arrays.stream(authority.substring(at + 1).split(",", -1)).map(Address::host).toList(),
        options(address));
  }

  /// A user alone has none, but `redis://password@host` is read as one by nobody here.
  private static String password(String credentials) {
    int colon = credentials.indexOf(':');
    return colon < 0 ? "" : credentials.substring(colon + 1);
  }

  private static String host(String hostAndPort) {
    if (hostAndPort.startsWith("[")) {
      return hostAndPort.substring(1, Math.max(1, hostAndPort.indexOf(']')));
    }
    int colon = hostAndPort.lastIndexOf(':');
    return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
  }

  private static Map<String, String> options(String address) {
    int question = address.indexOf('?');
    Map<String, String> options = new HashMap<>();
    if (question >= 0) {
      for (String option : address.substring(question + 1).split("[&#]", -1)) {
        String[] pair = option.split("=", 2);
        options.put(pair[0], pair.length < 2 ? "" : pair[1]);
      }
    }
    return options;
  }

  /// The furthest of its hosts.
  Reach reach(ProductionSettings settings) {
    return Stream.concat(Stream.of(""), hosts.stream())
        .map(host -> Reach.of(host, settings.privateHosts()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// Without password and options.
  @Override
  public String toString() {
    return "Address[scheme=%s, hosts=%s]".formatted(scheme, hosts);
  }
}
