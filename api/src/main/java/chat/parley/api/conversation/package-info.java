/// Conversations and who is in them.
/// Whoever is not in a private conversation can't tell that it exists.
@NullMarked
package chat.parley.api.conversation;

import org.jspecify.annotations.NullMarked;
