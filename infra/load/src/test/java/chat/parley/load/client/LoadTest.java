package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The generator against a server that does what a test wants.
class LoadTest {
  private static final Script SCRIPT =
      (number, due) -> Script.post("/messages", "t", "{\"n\":" + number + "}");

  private final CountDownLatch gate = new CountDownLatch(1);
  private HttpServer server = start(201);

  private static HttpServer create() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpServer start(int status) {
    HttpServer made = create();
    made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    made.createContext(
        "/messages",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] answer = "{}".getBytes(US_ASCII);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    made.start();
    return made;
  }

  private Load load(ClientLoop loop, double perSecond) {
    return Load.start(loop, List.of(server.getAddress().getPort()), SCRIPT, perSecond, 5);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void allThatIsSentIsCountedOnce() {
    gate.countDown();
    try (ClientLoop loop = new ClientLoop()) {
      Load load = load(loop, 500);
      try (load) {
        await().until(() -> load.acknowledged() >= 100);
      }

      assertThat(load.sent()).isEqualTo(load.acknowledged());
      assertThat(load.faults()).isEmpty();
      assertThat(load.answers().getTotalCount()).isEqualTo(load.acknowledged());
      assertThat(load.nextNumber()).isEqualTo(5 + load.acknowledged());
      long sum = 0;
      for (long number = 5; number < load.nextNumber(); number++) {
        sum += Tally.mixed(number);
      }
      assertThat(load.checksum()).isEqualTo(sum);
    }
  }

  /// A closed loop would have sent 64, and measured one wait of each of them.
  @Test
  void aStallCountsForAllWhoWouldHaveSentDuringIt() {
    try (ClientLoop loop = new ClientLoop()) {
      long began = System.nanoTime();
      Load load = load(loop, 1_000);
      try (load) {
        await().until(() -> load.sent() == 64);
        await().until(() -> System.nanoTime() - began > 500_000_000L);
        assertThat(load.sent()).isEqualTo(64);
        assertThat(load.acknowledged()).isZero();
        gate.countDown();
        await().until(() -> load.acknowledged() >= 500);
      }

      assertThat(load.answers().getValueAtPercentile(100)).isGreaterThan(450_000_000L);
      assertThat(load.answers().getCountBetweenValues(100_000_000L, Long.MAX_VALUE / 2))
          .isGreaterThan(300);
    }
  }

  @Test
  void whatIsRefusedIsNotAcknowledged() {
    gate.countDown();
    server.stop(0);
    server = start(503);
    try (ClientLoop loop = new ClientLoop()) {
      Load load = load(loop, 500);
      try (load) {
        await().until(() -> load.sent() > 10);
      }

      assertThat(load.acknowledged()).isZero();
      assertThat(load.faults()).isNotEmpty().allMatch(fault -> fault.contains("503"));
    }
  }
}
