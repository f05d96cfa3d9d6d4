package chat.parley.api.user;

import chat.parley.shared.event.User;

/// Somebody who was found.
///
/// @param tier 0 has that name, 1 has a name that begins so, 2 has one that looks alike
/// @param similarity 0 to 1, within the tier
record UserHit(User user, int tier, float similarity) {

  UserSearch.After place() {
    return new UserSearch.After(tier, similarity, user.id());
  }
}
