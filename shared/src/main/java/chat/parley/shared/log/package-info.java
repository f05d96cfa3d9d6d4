/// How the log looks.
@NullMarked
package chat.parley.shared.log;

import org.jspecify.annotations.NullMarked;
