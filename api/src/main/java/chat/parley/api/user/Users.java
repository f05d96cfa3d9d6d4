package chat.parley.api.user;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// Looks people up.
@Singleton
public class Users {
  private final UserRepository repository;

  Users(UserRepository repository) {
    this.repository = repository;
  }

  /// @return empty when there is no such account
  public Optional<Me> me(UserId user) {
    return repository.me(user);
  }

  /// Of two who have an account each one's view of the other, by who sees it.
  public Map<UserId, User> asTheySeeEachOther(UserId one, UserId other) {
    return repository.views(one, other);
  }
}
