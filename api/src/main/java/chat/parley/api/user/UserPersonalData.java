package chat.parley.api.user;

import chat.parley.api.avatar.Avatars;
import chat.parley.api.export.Part;
import chat.parley.api.export.PersonalData;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account, without its password's hash, and the avatar.
@Singleton
class UserPersonalData implements PersonalData {
  private static final String PROFILE =
      """
      select id::text as key,
             json_build_object(
               'id', id, 'username', username, 'display_name', display_name, 'email', email,
               'email_verified', email_verified, 'bio', bio, 'avatar_url', avatar_url,
               'status', chosen_status, 'status_text', status_text, 'role', role,
               'is_bot', is_bot, 'online', online, 'last_seen_at', rfc3339(last_seen_at),
               'created_at', rfc3339(created_at), 'deleted_at', rfc3339(deleted_at),
               'suspended_at', rfc3339(suspended_at),
               'suspended_until', case when isfinite(suspended_until)
                                       then rfc3339(suspended_until) end,
               'suspended_reason', suspended_reason)::text as item
        from accounts
       where id = ? and id > ?::uuid
       limit ?
      """;

  private final UserRepository users;
  private final Avatars avatars;

  UserPersonalData(UserRepository users, Avatars avatars) {
    this.users = users;
    this.avatars = avatars;
  }

  @Override
  public List<Part> of(UserId user) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Rows("profile.json", Part.Rows.BEFORE_ALL_IDS, PROFILE));
    Optional<String> url = users.find(user, user).map(User::avatarUrl);
    url.ifPresent(
        known ->
            parts.add(
                new Part.Content(
                    "avatar" + known.substring(known.lastIndexOf('.')),
                    () -> avatars.open(known))));
    return parts;
  }
}
