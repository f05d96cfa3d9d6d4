/// Invites: codes by which people let themselves into conversations that they could not find.
@NullMarked
package chat.parley.api.invite;

import org.jspecify.annotations.NullMarked;
