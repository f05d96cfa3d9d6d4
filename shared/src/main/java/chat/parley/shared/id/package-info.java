@NullMarked
package chat.parley.shared.id;

import org.jspecify.annotations.NullMarked;
