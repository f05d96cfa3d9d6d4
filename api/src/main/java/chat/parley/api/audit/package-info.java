/// Who did what to whom, from where: added to, never changed.
/// No secret is in it, and no text of anybody's messages.
@NullMarked
package chat.parley.api.audit;

import org.jspecify.annotations.NullMarked;
