package chat.parley.api.user;

import chat.parley.api.avatar.Avatars;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// What people look like.
@Singleton
class UserAvatars {
  private final UserAvatarRepository repository;
  private final Avatars avatars;
  private final UserNews news;

  UserAvatars(UserAvatarRepository repository, Avatars avatars, UserNews news) {
    this.repository = repository;
    this.avatars = avatars;
    this.news = news;
  }

  /// @param url a picture that is kept, `null` for none
  void replace(UserId user, @Nullable String url) {
    UserAvatarRepository.Replaced replaced = repository.replace(user, url);
    switch (replaced) {
      case UserAvatarRepository.Replaced.By by -> {
        avatars.forget(by.before());
        news.announce(user);
      }
      case UserAvatarRepository.Replaced.Nothing nothing -> avatars.forget(url);
    }
  }
}
