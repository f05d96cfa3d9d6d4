/// What every request shares: problem documents, request ids, the clock.
/// No feature lives here.
@NullMarked
package chat.parley.api.system;

import org.jspecify.annotations.NullMarked;
