package chat.parley.api.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private final ClientAddress behindProxies =
      new ClientAddress(new ProxySettings(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        // peer | X-Forwarded-For | the client
        "198.51.100.1 | ''                                 | 198.51.100.1",
        "198.51.100.1 | 203.0.113.5                        | 198.51.100.1",
        "10.1.2.3     | 203.0.113.5                        | 203.0.113.5",
        "10.1.2.3     | ''                                 | 10.1.2.3",
        "10.1.2.3     | 1.1.1.1, 203.0.113.5               | 203.0.113.5",
        "10.1.2.3     | 1.1.1.1, 203.0.113.5, 192.0.2.7    | 203.0.113.5",
        "10.1.2.3     | 1.1.1.1,203.0.113.5,10.9.9.9       | 203.0.113.5",
        "10.1.2.3     | 192.0.2.8                          | 192.0.2.8",
        "10.1.2.3     | 10.4.4.4                           | 10.4.4.4",
        "10.1.2.3     | unknown                            | 10.1.2.3",
        "10.1.2.3     | 203.0.113.5, localhost             | 10.1.2.3",
        "10.1.2.3     | 203.0.113.5, , 10.9.9.9            | 10.9.9.9",
        "fd00::1      | 2001:db8::5                        | 2001:db8::5",
        "2001:db8::9  | 203.0.113.5                        | 2001:db8::9",
      })
  void theClientIsTheFirstFromTheEndThatIsNoProxyOfOurs(
      String peer, String forwarded, String client) throws UnknownHostException {
    assertThat(behindProxies.of(InetAddress.getByName(peer), List.of(forwarded)))
        .isEqualTo(InetAddress.getByName(client));
  }

  @Test
  void severalHeadersAreOneList() throws UnknownHostException {
    assertThat(
            behindProxies.of(InetAddress.getByName("10.1.2.3"), List.of("203.0.113.5", "10.9.9.9")))
        .isEqualTo(InetAddress.getByName("203.0.113.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "/8", "10.0.0"})
  void whatIsNoSubnetIsRefusedAtTheStart(String text) {
    assertThatThrownBy(() -> new ClientAddress(new ProxySettings(List.of(text))))
        .hasMessageContaining("neither an address nor a subnet: " + text);
  }
}
