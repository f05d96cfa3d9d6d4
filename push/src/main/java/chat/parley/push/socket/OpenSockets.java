package chat.parley.push.socket;

import chat.parley.push.presence.Presence;
import chat.parley.shared.id.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// All sockets of this node, and how many it may have. Safe for any thread; touched when sockets
/// come and go, never by a message.
@Singleton
final class OpenSockets {
  private final SocketLimits limits;
  private final Presence presence;
  private final Map<UserId, List<ClientSocket>> byUser = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();
  private volatile boolean draining;

  OpenSockets(SocketLimits limits, Presence presence, MeterRegistry meters) {
    this.limits = limits;
    this.presence = presence;
    Gauge.builder("parley.push.connections", places, AtomicInteger::get)
        .description("Sockets of this node, opening ones included")
        .register(meters);
    Gauge.builder("parley.push.connections.limit", limits, SocketLimits::connections)
        .description("Sockets that this node takes")
        .register(meters);
  }

  /// Takes a place for a connection that asks for a socket; it is free again when that closes, if
  /// it was not given back before.
  ///
  /// @return nothing when the node is full or about to stop
  Optional<Place> reserve(Channel channel) {
    if (draining) {
      return Optional.empty();
    }
    if (places.incrementAndGet() > limits.connections()) {
      places.decrementAndGet();
      return Optional.empty();
    }
    Place place = new Place();
    channel.closeFuture().addListener(closed -> place.giveBack());
    return Optional.of(place);
  }

  /// Takes in a socket that has just opened; where a user has too many the oldest has to go.
  void add(ClientSocket socket, Channel channel) {
    UserId user = socket.token().user();
    Optional<ClientSocket> displaced = addNewest(user, socket);
    channel.closeFuture().addListener(closed -> remove(user, socket));
    displaced.ifPresent(oldest -> oldest.loop().execute(() -> oldest.close(CloseReason.DISPLACED)));
  }

  /// Takes no more from now on.
  ///
  /// @return those that are here; one that was on its way finds [#isDraining] after [#add]
  List<ClientSocket> drain() {
    draining = true;
    return present();
  }

  /// Those that are here now.
  List<ClientSocket> present() {
    return byUser.values().stream().flatMap(List::stream).toList();
  }

  /// How many places are taken.
  int count() {
    return places.get();
  }

  boolean isDraining() {
    return draining;
  }

  private Optional<ClientSocket> addNewest(UserId user, ClientSocket socket) {
    AtomicReference<ClientSocket> displaced = new AtomicReference<>();
    byUser.compute(
        user,
        (id, present) -> {
          if (present == null) {
            presence.arrived(user);
            return List.of(socket);
          }
          List<ClientSocket> sockets = new ArrayList<>(present);
          sockets.addLast(socket);
          if (sockets.size() > limits.connectionsPerUser()) {
            displaced.set(sockets.removeFirst());
          }
          return List.copyOf(sockets);
        });
    return Optional.ofNullable(displaced.get());
  }

  private void remove(UserId user, ClientSocket socket) {
    byUser.computeIfPresent(
        user,
        (id, sockets) -> {
          List<ClientSocket> others =
              sockets.stream().filter(each -> !each.equals(socket)).toList();
          if (!others.isEmpty()) {
            return others;
          }
          presence.left(user);
          return null;
        });
  }

  /// Room for one socket.
  final class Place {
    private final AtomicBoolean taken = new AtomicBoolean(true);

    /// Counts once, however often it is called.
    void giveBack() {
      if (taken.compareAndSet(true, false)) {
        places.decrementAndGet();
      }
    }
  }
}
