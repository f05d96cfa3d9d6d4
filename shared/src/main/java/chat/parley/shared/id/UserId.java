package chat.parley.shared.id;

import java.util.UUID;

/// Names a user.
public record UserId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
