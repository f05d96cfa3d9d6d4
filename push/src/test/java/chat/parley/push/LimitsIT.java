package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How much one client, one user and one node may have.
class LimitsIT {
  private static final String PING = "{\"type\": \"ping\"}";

  private FakeApi api;
  private RunningPush push;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push =
        new RunningPush(
            api,
            Map.of(
                "parley.push.frames-per-second",
                1,
                "parley.push.frame-burst",
                5,
                "parley.push.connections-per-user",
                3,
                "parley.push.connections",
                4));
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void whoSendsMoreFramesThanTheBurstIsClosedWith4429() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      for (int i = 0; i < 5; i++) {
        socket.send(PING);
        socket.next("pong");
      }
      socket.flood(PING, 50);
      assertThat(socket.closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void oneSocketMoreThanAUserMayHaveClosesTheOldestWith4409() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    try (TestSocket bobs = push.open(api.token(bob));
        TestSocket first = push.open(api.token(ada));
        TestSocket second = push.open(api.token(ada));
        TestSocket third = push.open(api.token(ada))) {
      first.next("hello");
      bobs.abort();
      await().until(() -> push.meter("parley.push.connections") == 3);
      try (TestSocket fourth = push.open(api.token(ada))) {
        assertThat(first.closeCode()).isEqualTo(4409);
        for (TestSocket kept : new TestSocket[] {second, third, fourth}) {
          kept.next("hello");
          kept.send(PING);
          kept.next("pong");
        }
      }
    }
  }

  @Test
  void aSocketThatIsGoneIsNotCounted() {
    UserId ada = api.newUser();
    try (TestSocket first = push.open(api.token(ada));
        TestSocket second = push.open(api.token(ada))) {
      second.next("hello");
      push.open(api.token(ada)).close();
      await().until(() -> push.meter("parley.push.connections") == 2);
      try (TestSocket fourth = push.open(api.token(ada))) {
        fourth.next("hello");
        first.next("hello");
        first.send(PING);
        first.next("pong");
      }
    }
  }

  @Test
  void anOpeningThatIsRefusedDisplacesNobody() {
    UserId ada = api.newUser();
    SessionId revoked = api.newSession();
    api.revoke(revoked);
    try (TestSocket first = push.open(api.token(ada));
        TestSocket second = push.open(api.token(ada));
        TestSocket third = push.open(api.token(ada))) {
      second.next("hello");
      third.next("hello");
      first.next("hello");

      assertThat(status(api.token(ada, revoked, Duration.ofMinutes(1)))).isEqualTo(401);

      first.send(PING);
      first.next("pong");
    }
  }

  @Test
  void aFullNodeAnswers503BeforeTheUpgradeUntilAPlaceIsFreeAgain() throws IOException {
    try (TestSocket one = push.open(api.token(api.newUser()));
        TestSocket two = push.open(api.token(api.newUser()));
        TestSocket three = push.open(api.token(api.newUser()))) {
      one.next("hello");
      three.next("hello");
      for (int i = 0; i < 6; i++) {
        assertThat(status("nonsense")).isEqualTo(401);
      }
      await().until(() -> push.meter("parley.push.connections") == 3);
      try (TestSocket four = push.open(api.token(api.newUser()))) {
        four.next("hello");
        String token = api.token(api.newUser());
        try (RawUpgrade refused = RawUpgrade.of(push.uri("?token=" + token), Map.of())) {
          assertThat(refused.head()).startsWith("HTTP/1.1 503");
          assertThat(refused.head()).containsIgnoringCase("content-type: application/problem+json");
        }
        two.abort();
        await().until(() -> push.meter("parley.push.connections") == 3);
        try (TestSocket five = push.open(token)) {
          five.next("hello");
        }
      }
    }
  }

  private int status(String token) {
    try (TestSocket socket = push.open(token)) {
      throw new AssertionError("admitted: " + socket.next());
    } catch (TestSocket.Refused refused) {
      return refused.status();
    }
  }
}
