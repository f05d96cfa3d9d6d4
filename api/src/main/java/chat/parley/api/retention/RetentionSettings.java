package chat.parley.api.retention;

import chat.parley.shared.event.Conversation;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long messages are kept, by the type of their conversation; `null`: for ever.
///
/// @param direct how old messages between two people become
/// @param group how old messages of groups become
/// @param channel how old messages of channels become
/// @param interval between two walks through all conversations
/// @param batch how many messages are removed at once, for which senders wait
/// @param pause after each batch
@ConfigurationProperties("parley.retention")
public record RetentionSettings(
    @Nullable Duration direct,
    @Nullable Duration group,
    @Nullable Duration channel,
    @Bindable(defaultValue = "1h") Duration interval,
    @Min(1) @Max(10_000) @Bindable(defaultValue = "500") int batch,
    @Bindable(defaultValue = "100ms") Duration pause) {

  public RetentionSettings {
    for (Duration age : new Duration[] {direct, group, channel}) {
      if (age != null && !age.isPositive()) {
        throw new IllegalArgumentException("parley.retention: to keep nothing is not possible");
      }
    }
  }

  /// For those types whose messages are not kept for ever.
  Map<Conversation.Type, Duration> ages() {
    Map<Conversation.Type, Duration> ages = new EnumMap<>(Conversation.Type.class);
    for (Conversation.Type type : Conversation.Type.values()) {
      Duration age =
          switch (type) {
            case DIRECT -> direct;
            case GROUP -> group;
            case CHANNEL -> channel;
          };
      if (age != null) {
        ages.put(type, age);
      }
    }
    return ages;
  }
}
