@NullMarked
package chat.parley.infra.dev;

import org.jspecify.annotations.NullMarked;
