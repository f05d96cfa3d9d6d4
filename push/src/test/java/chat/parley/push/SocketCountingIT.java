package chat.parley.push;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How many sockets a node says that it has.
class SocketCountingIT {
  private static final String COUNTS = "parley:{sockets}:counts";

  @Test
  void aNodeSaysHowManySocketsItHasUntilItIsGone() {
    try (FakeApi api = new FakeApi();
        RunningPush other = node(api, "other")) {
      try (RunningPush push = node(api, "counted")) {
        try (TestSocket one = push.open(api.token(api.newUser()));
            TestSocket two = push.open(api.token(api.newUser()))) {
          one.next("hello");
          two.next("hello");
          await().until(() -> said(other, "counted") == 2);
        }
        await().until(() -> said(other, "counted") == 0);
        push.open(api.token(api.newUser())).next("hello");
        await().until(() -> said(other, "counted") == 1);
      }
      await().until(() -> said(other, "counted") == 0);
    }
  }

  private static RunningPush node(FakeApi api, String name) {
    return new RunningPush(
        api, Map.of("parley.push.node", name, "parley.push.count-interval", "100ms"));
  }

  private static long said(RunningPush by, String node) {
    byte[] count = by.redis().hget(COUNTS, node);
    return count == null ? -1 : Long.parseLong(new String(count, StandardCharsets.UTF_8));
  }
}
