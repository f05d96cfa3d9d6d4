/// Who wants nothing to do with whom, and what ends with that.
/// Nothing announces a block: what the blocked hear looks like something else.
@NullMarked
package chat.parley.api.block;

import org.jspecify.annotations.NullMarked;
