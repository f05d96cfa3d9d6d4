/// Texts made shorter for their way to clients that ask for it.
@NullMarked
package chat.parley.push.compression;

import org.jspecify.annotations.NullMarked;
