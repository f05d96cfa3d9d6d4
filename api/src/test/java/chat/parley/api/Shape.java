package chat.parley.api;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/// What the members of the contract's objects are called.
final class Shape {
  static final Set<String> USER =
      Set.of(
          "id",
          "username",
          "display_name",
          "avatar_url",
          "bio",
          "status",
          "status_text",
          "last_seen_at",
          "is_bot",
          "deleted",
          "created_at");

  /// A user as they see themselves.
  static final Set<String> ME = with(USER, "email", "email_verified", "role");

  private Shape() {}

  static Set<String> with(Set<String> members, String... more) {
    Set<String> all = new TreeSet<>(members);
    all.addAll(Arrays.asList(more));
    return Set.copyOf(all);
  }
}
