@NullMarked
package chat.parley.load.client;

import org.jspecify.annotations.NullMarked;
