package chat.parley.api.system;

import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.UserId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pages of people by their ids.
public final class UserCursor {
  private static final UserId BEFORE_ALL = new UserId(new UUID(0, 0));

  private UserCursor() {}

  /// @param cursor `null` for the first page
  /// @return after whom the page begins
  public static UserId after(@Nullable String cursor) {
    if (cursor == null) {
      return BEFORE_ALL;
    }
    try {
      return UserId.parse(CursorCodec.decode(cursor, 1).getFirst());
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
  }

  /// @param found one more than the page holds, where there is another page
  public static <T> Page<T> page(List<T> found, int limit, Function<T, UserId> user) {
    return Page.of(found, limit, last -> CursorCodec.encode(user.apply(last).toString()));
  }
}
