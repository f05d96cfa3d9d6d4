package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import io.lettuce.core.RedisException;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Does as an api does whose outbox nobody empties: commits, and publishes once, which may fail.
final class Publishing {
  private static final Duration PACE = Duration.ofMillis(2);

  private final FakeApi api;
  private final RunningPush push;
  private final List<ConversationId> rooms;
  private int committed;
  private volatile boolean over;
  private @Nullable Thread thread;

  Publishing(FakeApi api, RunningPush push, List<ConversationId> rooms) {
    this.api = api;
    this.push = push;
    this.rooms = rooms;
  }

  void begin() {
    thread = Thread.ofVirtual().start(this::run);
  }

  private void run() {
    for (int i = 0; !over; i++) {
      publish(rooms.get(i % rooms.size()));
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  void end() {
    over = true;
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void publish(ConversationId room) {
    committed++;
    try {
      push.publish(room, api.append(room));
    } catch (RedisException | CompletionException e) {
      return; // As the fast path may; push has to find it for itself.
    }
  }

  synchronized void commit(ConversationId room) {
    committed++;
    api.append(room);
  }

  /// Of each conversation all that was committed, once and in order.
  synchronized void assertAllCome(TestSocket socket) {
    Map<String, Integer> heard = new HashMap<>();
    for (int i = 0; i < committed; i++) {
      JsonNode frame = socket.next("message.created");
      String room = TestSocket.text(frame, "conversation_id");
      assertThat(heard.merge(room, 1, Integer::sum))
          .as("event %d of %d", i, committed)
          .isEqualTo((int) TestSocket.number(frame, "seq"));
    }
  }
}
