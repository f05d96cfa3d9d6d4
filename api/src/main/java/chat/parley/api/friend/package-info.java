/// Friends, requests for friendship, and what else two people are to each other.
/// There is one row for each two people, and one change between them at a time.
@NullMarked
package chat.parley.api.friend;

import org.jspecify.annotations.NullMarked;
