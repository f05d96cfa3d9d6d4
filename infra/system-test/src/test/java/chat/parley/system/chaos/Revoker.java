package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.Write.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// Opens sockets of a further session of somebody's on every push node, ends that session, and goes
/// on trying to open more until it is refused everywhere.
final class Revoker implements Runnable {
  private static final int UNAUTHORIZED = 401;

  private final World world;
  private final Api api;
  private final List<Integer> ports;
  private final Random random;
  private final BooleanSupplier noMore;
  private final BooleanSupplier over;
  private final Queue<Session> ended = new ConcurrentLinkedQueue<>();

  private record Session(String id, String token, long acknowledgedAt, List<Wire> wires) {}

  Revoker(
      World world,
      Api api,
      List<Integer> ports,
      long seed,
      BooleanSupplier noMore,
      BooleanSupplier over) {
    this.world = world;
    this.api = api;
    this.ports = List.copyOf(ports);
    this.random = new Random(seed);
    this.noMore = noMore;
    this.over = over;
  }

  /// To be asked when there was time enough for all to close.
  List<Revoked> revoked() {
    return ended.stream()
        .map(
            session ->
                new Revoked(
                    session.id(),
                    session.acknowledgedAt(),
                    session.wires().stream().map(Wire::life).toList()))
        .toList();
  }

  /// Whether a socket of an ended session is still open.
  boolean isAnyOpen() {
    return ended.stream()
        .flatMap(session -> session.wires().stream())
        .anyMatch(wire -> !wire.closed().isDone());
  }

  @Override
  public void run() {
    try {
      while (!noMore.getAsBoolean()) {
        end(world.people().get(random.nextInt(world.people().size())));
        Thread.sleep(random.nextInt(2_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Person person) throws InterruptedException {
    Api.Result login = api.insist(random.nextInt(2), World.login(person), over);
    if (login.outcome() != Outcome.ACKNOWLEDGED) {
      return;
    }
    JsonNode session = login.body();
    String token = session.path("access_token").asText();
    String id = session.path("session_id").asText();
    List<Wire> wires = new ArrayList<>();
    ports.forEach(port -> open(port, token, wires));
    Thread.sleep(random.nextInt(1_000));
    Api.Call call =
        random.nextBoolean()
            ? new Api.Call("POST", "/v1/auth/logout", token, Map.of())
            : new Api.Call("DELETE", "/v1/auth/sessions/" + id, person.token(), null);
    Api.Result result = api.insist(random.nextInt(2), call, over);
    // An earlier try that was not answered may have done it; then this one finds nobody.
    if (result.outcome() == Outcome.ACKNOWLEDGED
        || (result.outcome() == Outcome.REFUSED && result.unanswered() > 0)) {
      long acknowledgedAt = System.nanoTime();
      tryAgain(token, wires);
      ended.add(new Session(id, token, acknowledgedAt, List.copyOf(wires)));
    } else {
      wires.forEach(Wire::drop);
    }
  }

  private void tryAgain(String token, List<Wire> wires) throws InterruptedException {
    for (int port : ports) {
      long deadline = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (!open(port, token, wires) && System.nanoTime() < deadline) {
        Thread.sleep(300);
      }
    }
  }

  /// @return whether the session is refused for being none
  private static boolean open(int port, String token, List<Wire> wires) {
    return switch (Wire.open(port, false, token, (wire, frame) -> {})) {
      case Wire.Attempt.Open open -> {
        wires.add(open.wire());
        yield false;
      }
      case Wire.Attempt.Refused refused -> refused.status() == UNAUTHORIZED;
    };
  }
}
