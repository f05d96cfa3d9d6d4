package chat.parley.load.ceiling;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Who is where. A message is one buffer, of which each socket writes a view, and a task for each
/// event loop: as little as Netty lets one do per message.
///
/// From any thread; a room's messages are numbered and handed to the loops under its lock, so
/// they come in the order of their numbers.
final class Rooms {
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();

  void publish(String room, String request) {
    room(room).publish(request);
  }

  /// In the socket's own loop.
  void join(Channel channel, List<String> names) {
    List<Room> joined = names.stream().map(this::room).toList();
    String positions =
        joined.stream().map(room -> room.join(channel)).collect(Collectors.joining(","));
    channel.writeAndFlush(Frames.hello(positions), channel.voidPromise());
    channel.closeFuture().addListener(done -> joined.forEach(room -> room.leave(channel)));
  }

  private Room room(String name) {
    return rooms.computeIfAbsent(name, Room::new);
  }

  private static final class Room {
    private final String id;
    private final Map<EventLoop, List<Channel>> sockets = new HashMap<>();
    private long seq;

    Room(String id) {
      this.id = id;
    }

    /// What is handed out from now on is written after what the caller writes in this task.
    synchronized String join(Channel channel) {
      socketsOf(channel).add(channel);
      return Frames.position(id, seq);
    }

    synchronized void leave(Channel channel) {
      socketsOf(channel).remove(channel);
    }

    private List<Channel> socketsOf(Channel channel) {
      return sockets.computeIfAbsent(channel.eventLoop(), loop -> new ArrayList<>());
    }

    synchronized void publish(String request) {
      ByteBuf frame = Frames.message(id, ++seq, request);
      sockets.forEach(
          (loop, own) -> {
            ByteBuf share = frame.retainedDuplicate();
            loop.execute(() -> handOut(share, own));
          });
      frame.release();
    }

    /// The list is changed and read in this loop only.
    private static void handOut(ByteBuf frame, List<Channel> own) {
      // From the end: one that turns out to be closed leaves while it is written to.
      for (int i = own.size() - 1; i >= 0; i--) {
        Channel channel = own.get(i);
        channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
      }
      frame.release();
    }
  }
}
