/// What a large database costs those who ask it, by REST.
@NullMarked
package chat.parley.load;

import org.jspecify.annotations.NullMarked;
