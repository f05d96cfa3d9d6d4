package chat.parley.push.socket;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How sockets are held.
///
/// @param node what this node is called; by default the host's name with a random end
/// @param allowedOrigins from where a browser may open a socket, `*` for anywhere; clients
///     that send no `Origin` are not browsers and always may
/// @param heartbeat the time between two pings
/// @param pongTimeout how long the answer to a ping may take
/// @param maxFrame the largest frame a client may send, in bytes
/// @param compression whether clients that ask for it get compressed frames
/// @param maxWaiting how many bytes may wait for a slow socket before it is closed
/// @param expiryNotice how long before its token's end a socket is told
/// @param resumeTimeout how long a promised resume frame is waited for
/// @param markInterval how often an event stream looks for a new mark
/// @param reconcilePatience how long the news of a joining may be on its way before it counts
///     as lost
/// @param recheck the time between two looks for sessions that have ended without a word
/// @param lostAfter how long nothing may come from Redis before clients are sent elsewhere
/// @param drainWindow over which time the sockets of a node that stops are closed
/// @param reconnectDelay how long clients of a node that stops shall wait, on average
@ConfigurationProperties("parley.push")
record SocketSettings(
    @Nullable String node,
    @Bindable(defaultValue = "http://localhost:8080,http://127.0.0.1:8080")
        List<String> allowedOrigins,
    @Bindable(defaultValue = "25s") Duration heartbeat,
    @Bindable(defaultValue = "10s") Duration pongTimeout,
    @Bindable(defaultValue = "16KB") @ReadableBytes int maxFrame,
    @Bindable(defaultValue = "false") boolean compression,
    @Bindable(defaultValue = "1MB") @ReadableBytes int maxWaiting,
    @Bindable(defaultValue = "25s") Duration expiryNotice,
    @Bindable(defaultValue = "10s") Duration resumeTimeout,
    @Bindable(defaultValue = "5s") Duration markInterval,
    @Bindable(defaultValue = "1s") Duration reconcilePatience,
    @Bindable(defaultValue = "10s") Duration recheck,
    @Bindable(defaultValue = "30s") Duration lostAfter,
    @Bindable(defaultValue = "25s") Duration drainWindow,
    @Bindable(defaultValue = "200ms") Duration reconnectDelay) {

  SocketSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  boolean allowsOrigin(@Nullable String origin) {
    return origin == null || allowedOrigins.contains("*") || allowedOrigins.contains(origin);
  }
}
