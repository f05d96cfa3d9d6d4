/// The JSON that clients receive: durable and personal events, frames, and the objects inside
/// them. Written from the realtime contract; the golden files in the tests pin every byte of it.
@NullMarked
package chat.parley.shared.event;

import org.jspecify.annotations.NullMarked;
