/// The messages that a conversation keeps at its top.
/// A pin is a mark on the message, so it goes with the message, whoever deletes that.
@NullMarked
package chat.parley.api.pin;

import org.jspecify.annotations.NullMarked;
