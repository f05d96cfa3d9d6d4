package chat.parley.load;

import org.jspecify.annotations.Nullable;

/// What somebody asks.
///
/// @param body JSON, `null` for none
record Request(String user, String method, String path, @Nullable String body) {
  static Request get(String user, String path) {
    return new Request(user, "GET", path, null);
  }
}
