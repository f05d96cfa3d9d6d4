@NullMarked
package chat.parley.load.population;

import org.jspecify.annotations.NullMarked;
