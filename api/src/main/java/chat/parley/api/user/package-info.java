/// People as others see them.
/// Never the address or the hash of anybody: those are in account.
@NullMarked
package chat.parley.api.user;

import org.jspecify.annotations.NullMarked;
