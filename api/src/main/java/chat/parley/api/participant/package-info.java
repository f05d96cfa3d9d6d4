/// Who is in a conversation: joining, adding, leaving, removing, banning.
/// Each change is its events, its participant rows and its outbox rows in one transaction, one
/// change of a conversation at a time.
@NullMarked
package chat.parley.api.participant;

import org.jspecify.annotations.NullMarked;
