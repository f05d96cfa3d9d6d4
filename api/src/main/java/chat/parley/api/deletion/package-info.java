/// Deleting one's own account, and what follows from it: sockets close, groups are left. What is
/// deleted is decided by the packages that keep it, see [chat.parley.api.account.Erasure].
@NullMarked
package chat.parley.api.deletion;

import org.jspecify.annotations.NullMarked;
