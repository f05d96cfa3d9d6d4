/// Typed identifiers, so that a user can't be passed where a conversation is meant.
/// All are UUIDv7 (RFC 9562 §5.7): ordered by creation, unguessable in their last 62 bits or more.
@NullMarked
package chat.parley.shared.id;

import org.jspecify.annotations.NullMarked;
