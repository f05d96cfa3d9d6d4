package chat.parley.api.presence;

import chat.parley.api.system.Given;
import chat.parley.api.user.ChosenStatus;
import chat.parley.shared.event.User;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes what push and people say about presence, and has others told of what they see of it.
@Singleton
class PresenceService {
  private final PresenceRepository repository;
  private final PresenceNews news;

  PresenceService(PresenceRepository repository, PresenceNews news) {
    this.repository = repository;
    this.news = news;
  }

  void report(List<PresenceReport.Change> changes) {
    news.announce(repository.report(changes));
  }

  /// @param text `null` leaves it as it is
  void choose(UserId user, ChosenStatus status, @Nullable Given text) {
    news.announce(repository.choose(user, status, text).stream().toList());
  }

  /// Everybody who counts as online, in the order of their ids.
  List<UserId> online(@Nullable UserId after, int limit) {
    return repository.online(after, limit);
  }

  /// @return empty when the viewer is not in the conversation
  Optional<List<User>> participants(
      ConversationId conversation, UserId viewer, UserId after, int limit) {
    return repository.participants(conversation, viewer, after, limit);
  }
}
