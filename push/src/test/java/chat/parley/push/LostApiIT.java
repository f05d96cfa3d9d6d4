package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One of the apis is gone: clients of this node notice nothing, for the other one is asked.
class LostApiIT {
  private static final int CLIENTS = 6;

  private FakeApi api;
  private RunningPush push;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push = new RunningPush(api, Map.of("parley.api.urls", "http://127.0.0.1:1," + api.url()));
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void eachSocketOpensAtItsFirstTry() {
    for (int i = 0; i < CLIENTS; i++) {
      try (TestSocket socket = push.open(api.token(api.newUser()))) {
        socket.next("hello");
      }
    }
  }

  @Test
  void eachEventStreamOpensAtItsFirstTry() {
    for (int i = 0; i < CLIENTS; i++) {
      String token = api.token(api.newUser());
      try (TestStream stream =
          TestStream.open(
              push.http("/events"),
              request -> request.header("Authorization", "Bearer " + token))) {
        assertThat(stream.response.statusCode()).isEqualTo(200);
        stream.next("hello");
      }
    }
  }
}
