/// Events that somebody follows from their request to the sockets.
/// Costs a look at a field where nothing is traced.
@NullMarked
package chat.parley.push.trace;

import org.jspecify.annotations.NullMarked;
