/// The commands that write: each is a call of the api's public REST interface under the user's
/// own identity, and its answer is the command's. What is allowed, valid or too much is decided
/// there alone.
@NullMarked
package chat.parley.push.command;

import org.jspecify.annotations.NullMarked;
