package chat.parley.api.conversation;

import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publisher;
import chat.parley.shared.event.StateEvent;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Keeps what somebody has set, and tells their devices. The news is a hint: whoever misses it
/// has the settings with the conversation.
@Singleton
class SettingsService {
  private final SettingsRepository repository;
  private final PersonalEvents events;
  private final Publisher publisher;

  SettingsService(SettingsRepository repository, PersonalEvents events, Publisher publisher) {
    this.repository = repository;
    this.events = events;
    this.publisher = publisher;
  }

  /// @return empty for who is not in the conversation
  Optional<ParticipantSettings> set(
      ConversationId conversation, UserId user, SettingsRequest wanted) {
    Optional<SettingsRepository.Outcome> outcome = repository.set(conversation, user, wanted);
    outcome
        .filter(SettingsRepository.Outcome::changed)
        .ifPresent(changed -> announce(conversation, user, changed.settings()));
    return outcome.map(SettingsRepository.Outcome::settings);
  }

  private void announce(ConversationId conversation, UserId user, ParticipantSettings now) {
    StateEvent event =
        new StateEvent.ConversationSettings(
            new StateEvent.ConversationSettings.Settings(
                conversation, now.notifications(), now.archived(), now.pinned()));
    publisher.publishHints(List.of(events.state(user, conversation, event)));
  }
}
