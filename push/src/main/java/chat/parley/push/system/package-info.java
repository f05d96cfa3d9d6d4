/// What every HTTP request to a push node shares.
/// Sockets are refused in the socket package, before the upgrade.
@NullMarked
package chat.parley.push.system;

import org.jspecify.annotations.NullMarked;
