/// Saying again elsewhere what somebody said.
/// A forwarded message is one of its own, with its own place; of where it comes from it keeps a
/// reference that is looked up when it is read.
@NullMarked
package chat.parley.api.forward;

import org.jspecify.annotations.NullMarked;
