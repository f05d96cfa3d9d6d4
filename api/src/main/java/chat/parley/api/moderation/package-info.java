/// What the system's admins do to keep order.
/// Each call checks by the stored role that its caller is one; a token doesn't say so.
@NullMarked
package chat.parley.api.moderation;

import org.jspecify.annotations.NullMarked;
