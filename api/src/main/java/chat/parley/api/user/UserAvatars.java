package chat.parley.api.user;

import chat.parley.api.avatar.AvatarResult;
import chat.parley.api.avatar.Avatars;
import chat.parley.api.upload.Upload;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.io.IOException;
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

  AvatarResult set(UserId user, Upload upload) throws IOException {
    AvatarResult result = avatars.keep(UserAvatarRepository.KIND, upload);
    if (result instanceof AvatarResult.Kept kept) {
      replace(user, kept.url());
    }
    return result;
  }

  void remove(UserId user) {
    replace(user, null);
  }

  private void replace(UserId user, @Nullable String url) {
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
