package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import chat.parley.shared.event.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Server-Sent Events (WHATWG HTML, "Server-sent events"): each frame is one event with the same
/// JSON as its data, under the mark of that moment as its id. Of the stream's event loop.
final class EventStreamWire implements Wire {
  private static final ByteBuf END = constant("\n\n");
  private static final ByteBuf SIGN_OF_LIFE = constant(":\n\n");

  private final FrameWriter writer;
  private ByteBuf head = constant("data: ");
  private @Nullable String mark;
  private boolean markIsNews;

  EventStreamWire(FrameWriter writer) {
    this.writer = writer;
  }

  /// What is encoded from now on carries this mark.
  void mark(String next) {
    if (!next.equals(mark)) {
      mark = next;
      markIsNews = true;
      head = constant("id: " + next + "\ndata: ");
    }
  }

  @Override
  public Object encode(Frame frame) {
    markIsNews = false;
    return content(
        frame.parts().stream().flatMap(each -> Stream.of(head, each.json(), END)).toList());
  }

  /// Something that keeps the connection alive and tells the client the newest mark.
  Object signOfLife() {
    if (markIsNews) {
      markIsNews = false;
      return content(List.of(constant("id: " + mark), END));
    }
    return content(List.of(SIGN_OF_LIFE));
  }

  /// A stream has no close codes of its own, so the last event says it.
  @Override
  public void end(Channel channel, CloseReason reason) {
    channel.write(
        encode(
            writer.write(
                new ServerFrame.Close(new ServerFrame.Close.Reason(reason.code(), reason.text())))),
        channel.voidPromise());
    channel
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static DefaultHttpContent content(List<ByteBuf> parts) {
    ByteBuf[] views = parts.stream().map(ByteBuf::duplicate).toArray(ByteBuf[]::new);
    return new DefaultHttpContent(Unpooled.wrappedUnmodifiableBuffer(views));
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
  }
}
