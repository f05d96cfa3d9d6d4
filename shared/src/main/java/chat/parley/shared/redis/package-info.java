/// What the api says to push through Redis: channel names and the envelope around each event.
/// Redis carries hints only; the truth is in PostgreSQL, so nothing here is ever the only copy.
@NullMarked
package chat.parley.shared.redis;

import org.jspecify.annotations.NullMarked;
