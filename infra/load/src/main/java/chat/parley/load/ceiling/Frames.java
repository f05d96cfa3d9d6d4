package chat.parley.load.ceiling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Server frames of WebSockets (RFC 6455), with what Parley would say in them and as long as
/// that.
final class Frames {
  private static final int FINAL_TEXT = 0x81;
  private static final int LONGEST_SHORT = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int LARGEST_TWO_BYTES = 0xFFFF;
  private static final int LONGEST_HEAD = 10;
  private static final String SOMEBODY = "01993f4e-7a10-7000-8000-000000000001";
  private static final String SOMETIME = "2026-11-20T08:00:00.123456Z";

  private Frames() {}

  static String position(String room, long seq) {
    return "{\"id\":\"%s\",\"seq\":%d,\"last_read_seq\":0}".formatted(room, seq);
  }

  static ByteBuf hello(String positions) {
    return frame("{\"type\":\"hello\",\"data\":{\"conversations\":[%s]}}".formatted(positions));
  }

  /// @param request of a send, whose members' values have no quotes in them
  static ByteBuf message(String room, long seq, String request) {
    return frame(
        """
      {"type":"message.created","conversation_id":"%1$s","seq":%2$d,"at":"%3$s","actor_id":"%4$s",\
      "data":{"id":"%4$s","conversation_id":"%1$s","seq":%2$d,"type":"text","sender":{"id":"%4$s",\
      "username":"member-000000000001-1","display_name":"member-000000000001-1","avatar_url":null},\
      "content":"%5$s","attachments":[],"reply_to":null,"thread":{"reply_count":0,\
      "last_reply_at":null},"mentions":[],"reactions":[],"forwarded_from":null,"pinned":false,\
      "client_id":"%6$s","created_at":"%3$s","edited_at":null,"edit_count":0,"deleted_at":null,\
      "system":null}}\
      """
            .formatted(
                room,
                seq,
                SOMETIME,
                SOMEBODY,
                member("content", request),
                member("client_id", request)));
  }

  private static String member(String name, String json) {
    int from = json.indexOf('"' + name + "\":\"") + name.length() + 4;
    return json.substring(from, json.indexOf('"', from));
  }

  /// Outside the heap, as sockets want it.
  private static ByteBuf frame(String text) {
    byte[] payload = text.getBytes(UTF_8);
    ByteBuf frame = Unpooled.directBuffer(LONGEST_HEAD + payload.length);
    frame.writeByte(FINAL_TEXT);
    if (payload.length <= LONGEST_SHORT) {
      frame.writeByte(payload.length);
    } else if (payload.length <= LARGEST_TWO_BYTES) {
      frame.writeByte(TWO_BYTES).writeShort(payload.length);
    } else {
      frame.writeByte(EIGHT_BYTES).writeLong(payload.length);
    }
    return frame.writeBytes(payload);
  }
}
