package chat.parley.api.user;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom to look for.
///
/// @param after where the last page ended, `null` for the first
record UserSearch(UserId viewer, String query, @Nullable After after) {

  /// The last hit of a page. A hit's place depends on the query and on the names of that account
  /// alone, so pages don't shift when others come and go.
  record After(int tier, float similarity, UserId user) {

    static After parse(String cursor) {
      List<String> parts = CursorCodec.decode(cursor, 3);
      try {
        return new After(
            Integer.parseInt(parts.getFirst()),
            Float.parseFloat(parts.get(1)),
            UserId.parse(parts.getLast()));
      } catch (NumberFormatException | MalformedIdException e) {
        throw new BadCursorException();
      }
    }

    String cursor() {
      return CursorCodec.encode(
          Integer.toString(tier), Float.toString(similarity), user.toString());
    }
  }
}
