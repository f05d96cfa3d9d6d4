package chat.parley.push.command;

import io.micronaut.http.HttpMethod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call of the api that a command stands for.
///
/// @param path with everything in it encoded
/// @param body JSON, or nothing
/// @param lane what the call is about; of one socket's calls with the same lane one is made after
///     the other
/// @param repeatable whether it may be made again when nobody knows if it was carried out
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Call(
    HttpMethod method, String path, byte @Nullable [] body, String lane, boolean repeatable) {
  Call {
    Objects.requireNonNull(lane, "lane");
  }
}
