package chat.parley.shared.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// Something for one person's sockets; not part of any history.
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PersonalEvent {

  /// The person became a participant. Comes before any durable event of that conversation.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("conversation.joined")
  record ConversationJoined(Conversation data) implements PersonalEvent {}
}
