package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether a socket has missed what was meant for its user. Personal news has no
/// number, so when a subscription was away nothing tells that something was lost; the api is
/// asked then. Durable events need none of this: their feeds fill the hole.
///
/// A conversation that the socket doesn't know may just have been joined, with the news on its way.
/// Only what is still unknown a while later is lost, and the client is told to open anew.
@Singleton
final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final ApiClient api;
  private final long patienceMillis;

  Reconciliation(ApiClient api, SocketSettings settings) {
    this.api = api;
    this.patienceMillis = settings.reconcilePatience().toMillis();
  }

  /// On the socket's event loop.
  void of(ClientSocket socket) {
    ask(socket, Set.of());
  }

  private void ask(ClientSocket socket, Set<ConversationId> suspected) {
    if (!socket.isOpen()) {
      return;
    }
    api.open(new Opening.Item(socket.user(), socket.session()))
        .whenCompleteAsync(
            (snapshot, failure) -> {
              if (failure == null) {
                compare(socket, snapshot, suspected);
              } else {
                LOG.debug("not compared yet: {}", failure.toString());
                askLater(socket, suspected);
              }
            },
            socket.loop());
  }

  private void compare(
      ClientSocket socket, Opening.Snapshot snapshot, Set<ConversationId> suspected) {
    if (snapshot.refusal() != null) {
      socket.close(CloseReason.UNAUTHENTICATED);
      return;
    }
    Set<ConversationId> unknown = socket.unknown(snapshot);
    Set<ConversationId> lost = new HashSet<>(suspected);
    lost.retainAll(unknown);
    if (!lost.isEmpty()) {
      LOG.info("a socket never heard of {}", lost);
      socket.close(CloseReason.LOST);
    } else if (unknown.isEmpty()) {
      socket.reconciled();
    } else {
      askLater(socket, unknown);
    }
  }

  /// With jitter: all sockets of the node have the same reason to ask.
  private void askLater(ClientSocket socket, Set<ConversationId> suspected) {
    socket
        .loop()
        .schedule(
            () -> ask(socket, suspected),
            patienceMillis + ThreadLocalRandom.current().nextLong(patienceMillis + 1),
            TimeUnit.MILLISECONDS);
  }
}
