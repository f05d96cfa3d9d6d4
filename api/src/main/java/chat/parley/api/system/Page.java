package chat.parley.api.system;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list as it is answered.
///
/// @param nextCursor `null` at the end
@Serdeable(naming = SnakeCaseStrategy.class)
public record Page<T>(List<T> items, @Nullable String nextCursor) {
  public Page {
    items = List.copyOf(items);
  }
}
