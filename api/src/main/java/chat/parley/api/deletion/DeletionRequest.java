package chat.parley.api.deletion;

import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/// The body of `DELETE /v1/users/me`.
@Serdeable
record DeletionRequest(@Nullable @Required @CodePoints(max = 128) String password) {
  /// Without the password.
  @Override
  public String toString() {
    return "DeletionRequest[…]";
  }
}
