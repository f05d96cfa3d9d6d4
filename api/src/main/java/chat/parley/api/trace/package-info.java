/// Requests that somebody follows. There only where traces go somewhere.
@NullMarked
package chat.parley.api.trace;

import org.jspecify.annotations.NullMarked;
