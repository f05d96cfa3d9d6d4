package chat.parley.api.user;

import chat.parley.api.avatar.Avatars;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What others see of the end of an account: its name and its picture go. Who hears of it, and
/// which picture it is, can be told only before; that it has ended, only after.
@Singleton
public class EndedUsers {
  private final UserRepository users;
  private final UserNews news;
  private final Avatars avatars;

  EndedUsers(UserRepository users, UserNews news, Avatars avatars) {
    this.users = users;
    this.news = news;
    this.avatars = avatars;
  }

  /// Before anything is deleted.
  public Farewell prepare(UserId user) {
    Optional<User> seen = users.find(user, user);
    return new Farewell(user, news.audience(user), seen.map(User::avatarUrl).orElse(null));
  }

  /// After the commit. Whoever dies before this leaves a picture that nobody has; it is swept.
  public void tell(Farewell farewell) {
    avatars.forget(farewell.avatarUrl());
    news.announce(farewell.user(), farewell.audience());
  }

  /// What is known of somebody who is about to go.
  ///
  /// @param audience those who hear of it
  public record Farewell(
      UserId user, List<Audiences.Audience> audience, @Nullable String avatarUrl) {
    public Farewell {
      audience = List.copyOf(audience);
    }
  }
}
