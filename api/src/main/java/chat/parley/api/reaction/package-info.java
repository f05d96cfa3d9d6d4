/// Emoji under messages.
/// Who put what where is kept row by row; how many did is kept beside it, so that reading a message
/// costs the same however many reacted.
@NullMarked
package chat.parley.api.reaction;

import org.jspecify.annotations.NullMarked;
