package chat.parley.push.socket;

import chat.parley.push.compression.Deflate;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.List;
import java.util.zip.DataFormatException;

/// Makes plain texts of compressed ones, of a client with which that was agreed on. Behind whatever
/// puts a text together from its parts. On the socket's event loop.
final class InflatingHandler extends MessageToMessageDecoder<TextWebSocketFrame> {
  /// RSV1 of the three reserved bits: compressed (RFC 7692, section 6).
  private static final int COMPRESSED = 4;

  private final ClientSocket socket;
  private final int longest;

  /// @param longest a text may be, in bytes
  InflatingHandler(ClientSocket socket, int longest) {
    super(TextWebSocketFrame.class);
    this.socket = socket;
    this.longest = longest;
  }

  @Override
  protected void decode(ChannelHandlerContext context, TextWebSocketFrame text, List<Object> out) {
    switch (text.rsv()) {
      case 0 -> out.add(text.retain());
      case COMPRESSED -> inflate(text, out);
      default -> socket.close(CloseReason.PROTOCOL_BROKEN);
    }
  }

  private void inflate(TextWebSocketFrame text, List<Object> out) {
    try {
      byte[] plain = Deflate.inflated(text.content().nioBuffer(), longest);
      out.add(new TextWebSocketFrame(Unpooled.wrappedBuffer(plain)));
    } catch (DataFormatException e) {
      socket.close(CloseReason.PROTOCOL_BROKEN);
    }
  }
}
