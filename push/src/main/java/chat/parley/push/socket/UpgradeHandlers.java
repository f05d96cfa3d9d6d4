package chat.parley.push.socket;

import jakarta.inject.Singleton;

/// Makes an [UpgradeHandler] for each connection. Any thread.
@Singleton
final class UpgradeHandlers {
  private final Gate gate;
  private final WebSocketTransport webSockets;
  private final EventStreamTransport eventStreams;
  private final Refusals refusals;
  private final Origins origins;
  private final OpenSockets sockets;

  UpgradeHandlers(
      Gate gate,
      WebSocketTransport webSockets,
      EventStreamTransport eventStreams,
      Refusals refusals,
      Origins origins,
      OpenSockets sockets) {
    this.gate = gate;
    this.webSockets = webSockets;
    this.eventStreams = eventStreams;
    this.refusals = refusals;
    this.origins = origins;
    this.sockets = sockets;
  }

  UpgradeHandler next() {
    return new UpgradeHandler(gate, webSockets, eventStreams, refusals, origins, sockets);
  }
}
