@NullMarked
package chat.parley.load.meter;

import org.jspecify.annotations.NullMarked;
