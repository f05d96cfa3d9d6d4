package chat.parley.api.system;

import chat.parley.shared.gateway.ServiceCredential;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Where a request comes from: the one place that knows.
///
/// `X-Forwarded-For` is written by whoever likes to. So it is read from its end, and each entry
/// counts only as long as the one who wrote it is a proxy of ours; the first that isn't is the
/// client.
@Singleton
public class ClientAddress {
  private static final String FORWARDED = "X-Forwarded-For";

  private final List<Subnet> trusted;

  ClientAddress(ProxySettings settings) {
    this.trusted = settings.trustedProxies().stream().map(Subnet::parse).toList();
  }

  public InetAddress of(HttpRequest<?> request) {
    return of(request.getRemoteAddress().getAddress(), request.getHeaders().getAll(FORWARDED));
  }

  InetAddress of(InetAddress peer, List<String> forwarded) {
    InetAddress last = peer;
    for (String hop : List.of(String.join(",", forwarded).split(",", -1)).reversed()) {
      Optional<InetAddress> before =
          isTrusted(last) ? Subnet.address(hop.strip()) : Optional.empty();
      if (before.isEmpty()) {
        return last;
      }
      last = before.get();
    }
    return last;
  }

  /// @return empty for what push sends for somebody: it comes from push, not from them
  public Optional<String> ofPerson(HttpRequest<?> request) {
    boolean forSomebody =
        request.getHeaders().contains(ServiceCredential.ON_BEHALF_OF)
            && request.getUserPrincipal(Caller.class).isPresent();
    return forSomebody ? Optional.empty() : Optional.of(of(request).getHostAddress());
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(subnet -> subnet.contains(address));
  }
}
