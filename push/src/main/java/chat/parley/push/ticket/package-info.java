/// Tickets that open a socket in place of an access token, once.
@NullMarked
package chat.parley.push.ticket;

import org.jspecify.annotations.NullMarked;
