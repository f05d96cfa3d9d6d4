package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.load.client.SocketIoClient.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketIoClientTest {
  /// Of the engine.io 4 and socket.io 5 protocols.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000} | OPEN
          2 | PING
          40{"sid":"y"} | CONNECTED
          40 | CONNECTED
          42["message",{"client_id":"due-1-2"}] | EVENT
          44{"message":"jwt malformed"} | REFUSED
          41 | UNKNOWN
          4 | UNKNOWN
          1 | UNKNOWN
          """)
  void aPacketIsKnownByItsFirstCharacters(String text, Packet packet) {
    byte[] among = ("..." + text).getBytes(US_ASCII);

    assertThat(Packet.of(among, 3, among.length)).isEqualTo(packet);
  }

  @Test
  void nothingIsNoPacket() {
    assertThat(Packet.of("42".getBytes(US_ASCII), 0, 0)).isEqualTo(Packet.UNKNOWN);
  }
}
