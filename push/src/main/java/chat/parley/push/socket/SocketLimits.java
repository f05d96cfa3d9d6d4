package chat.parley.push.socket;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// How much one client and one node may have. Each at least 1.
///
/// @param framesPerSecond how many frames a client may send on average
/// @param frameBurst how many frames a client may send at once
/// @param connectionsPerUser how many sockets of one user this node holds; one more closes the
///     oldest
/// @param connections how many sockets this node holds, opening ones included
@ConfigurationProperties("parley.push")
record SocketLimits(
    @Bindable(defaultValue = "20") int framesPerSecond,
    @Bindable(defaultValue = "40") int frameBurst,
    @Bindable(defaultValue = "20") int connectionsPerUser,
    @Bindable(defaultValue = "50000") int connections) {

  SocketLimits {
    if (Math.min(Math.min(framesPerSecond, frameBurst), Math.min(connectionsPerUser, connections))
        < 1) {
      throw new IllegalArgumentException("a limit of parley.push below 1");
    }
  }
}
