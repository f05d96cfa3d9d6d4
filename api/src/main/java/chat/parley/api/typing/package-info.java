/// Who is writing just now.
/// True for six seconds at a time and kept nowhere: an event says it, and its end travels with it.
@NullMarked
package chat.parley.api.typing;

import org.jspecify.annotations.NullMarked;
