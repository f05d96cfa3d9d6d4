/// Who is online, what they want others to see of it, and who is told when that changes.
/// Push reports sockets; the account's row decides what has changed, so that it is told once.
@NullMarked
package chat.parley.api.presence;

import org.jspecify.annotations.NullMarked;
