package chat.parley.api.realtime;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;

/// What clients are told of the push tier.
///
/// @param url where they open their sockets, as they reach it from outside
@ConfigurationProperties("parley.realtime")
public record RealtimeSettings(@Bindable(defaultValue = "ws://localhost:8081/ws") URI url) {}
