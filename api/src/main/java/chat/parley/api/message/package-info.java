/// Writing and reading messages.
/// A send is one statement: membership, seq, message, log row and outbox row stand or fall
/// together.
@NullMarked
package chat.parley.api.message;

import org.jspecify.annotations.NullMarked;
