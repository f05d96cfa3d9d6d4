package chat.parley.push.command;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/// How much may be on its way to the api.
///
/// @param commandsInFlight how many commands of one socket may be unanswered, at least 1
/// @param commandBytes how large all unanswered commands of this node may be together
/// @param commandTimeout how long a command waits for its answer, a second try included
@ConfigurationProperties("parley.push")
record CommandSettings(
    @Bindable(defaultValue = "16") int commandsInFlight,
    @Bindable(defaultValue = "32MB") @ReadableBytes long commandBytes,
    @Bindable(defaultValue = "15s") Duration commandTimeout) {

  CommandSettings {
    if (commandsInFlight < 1) {
      throw new IllegalArgumentException("parley.push.commands-in-flight below 1");
    }
  }
}
