package chat.parley.push.socket;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/// Why the server closes a socket. The codes are the contract's; 4000 to 4999 are for applications
/// (RFC 6455 §7.4.2).
enum CloseReason {
  GOING_AWAY(1001, "node is leaving"),
  PROTOCOL_BROKEN(1008, "broke the protocol"),
  FRAME_TOO_LARGE(1009, "frame too large"),
  UNAUTHENTICATED(4401, "token expired or session ended"),
  TOO_SLOW(4408, "too slow"),
  DISPLACED(4409, "displaced by a newer connection"),
  TOO_MANY_FRAMES(4429, "too many frames"),
  LOST(4500, "the node lost its way");

  private final int code;
  private final String text;

  CloseReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  CloseWebSocketFrame frame() {
    return new CloseWebSocketFrame(code, text);
  }
}
