package chat.parley.api.system;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list as it is answered.
///
/// @param nextCursor `null` at the end
@Serdeable(naming = SnakeCaseStrategy.class)
public record Page<T>(List<T> items, @Nullable String nextCursor) {
  public Page {
    items = List.copyOf(items);
  }

  /// @param found one more than the page holds, if there are so many: that tells of another page
  /// @param cursor of the last item of a page that isn't the last one
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)))
        : new Page<>(found, null);
  }

  /// The same page of something else.
  public <R> Page<R> map(Function<T, R> view) {
    return new Page<>(items.stream().map(view).toList(), nextCursor);
  }
}
