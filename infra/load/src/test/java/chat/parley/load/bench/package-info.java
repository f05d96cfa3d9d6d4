@NullMarked
package chat.parley.load.bench;

import org.jspecify.annotations.NullMarked;
