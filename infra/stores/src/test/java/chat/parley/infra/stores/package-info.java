@NullMarked
package chat.parley.infra.stores;

import org.jspecify.annotations.NullMarked;
