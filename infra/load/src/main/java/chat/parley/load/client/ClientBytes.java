package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// What a WebSocket client sends (RFC 6455), as bytes.
final class ClientBytes {
  static final int TEXT = 0x1;
  static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LONGEST_SHORT = 125;
  private static final int HEAD = 8;

  private ClientBytes() {}

  /// @param token empty for none
  static byte[] upgrade(String path, String token) {
    return """
    GET %s HTTP/1.1
    Host: 127.0.0.1
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
    %s
    """
        .formatted(path, token.isEmpty() ? "" : "Authorization: Bearer " + token + "\n")
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }

  /// Masked with zeros, which leaves the bytes as they are.
  static byte[] frame(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
    frame.put((byte) (FIN | opcode));
    if (payload.length <= LONGEST_SHORT) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | LONGEST_SHORT + 1)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
