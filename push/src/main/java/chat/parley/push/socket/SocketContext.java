package chat.parley.push.socket;

import chat.parley.push.feed.Feeds;
import chat.parley.shared.id.IdGenerator;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What every socket of this node uses.
@Singleton
record SocketContext(
    Feeds feeds,
    FrameWriter writer,
    Reconciliation reconciliation,
    DeliveryReports deliveries,
    SocketSettings settings,
    SocketMeters meters,
    IdGenerator ids,
    Clock clock) {}
