package chat.parley.load.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A client for each of many people, on one loop.
public class Crowd<C extends Client> implements AutoCloseable {
  private static final int OPENED_TOGETHER = 50;
  private static final long BETWEEN_MILLIS = 20;
  private static final int FROM_ONE_ADDRESS = 10_000;
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final ClientLoop loop;
  private final List<C> clients;

  /// @param loop closed with this
  public Crowd(ClientLoop loop, List<C> clients) {
    this.loop = loop;
    this.clients = List.copyOf(clients);
  }

  /// @param maker of somebody's client
  public static <M, C extends Client> Crowd<C> of(
      ClientLoop loop, List<M> members, Function<M, C> maker) {
    return new Crowd<>(loop, members.stream().map(maker).toList());
  }

  public final ClientLoop loop() {
    return loop;
  }

  public final List<C> clients() {
    return clients;
  }

  /// In small groups, to the ports in turn; returns when all follow.
  public final void connectGently(List<Integer> ports) {
    loop.execute(() -> connectFrom(0, ports));
    awaitAll(Client::isFollowing, 120);
  }

  private void connectFrom(int first, List<Integer> ports) {
    int end = Math.min(clients.size(), first + OPENED_TOGETHER);
    IntStream.range(first, end)
        .forEach(
            i ->
                clients
                    .get(i)
                    .connect(
                        Client.Addresses.of(ports.get(i % ports.size()), i / FROM_ONE_ADDRESS)));
    if (end < clients.size()) {
      loop.after(BETWEEN_MILLIS, () -> connectFrom(end, ports));
    }
  }

  public final long count(Predicate<? super C> what) {
    return loop.ask(() -> clients.stream().filter(what).count());
  }

  /// @throws IllegalStateException when it is not so in time
  public final void awaitAll(Predicate<? super C> what, int seconds) {
    await(
        () -> count(what) == clients.size(),
        seconds,
        () -> "%d of %d clients; %s".formatted(count(what), clients.size(), loop.faults()));
  }

  static void await(BooleanSupplier what, int seconds, Supplier<String> instead) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not after %d s: %s".formatted(seconds, instead.get()));
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  @Override
  public final void close() {
    loop.close();
  }
}
