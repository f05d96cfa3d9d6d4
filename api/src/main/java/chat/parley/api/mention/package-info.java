/// The messages that name somebody, for whom they name. Who is named is found out where texts are
/// written: `chat.parley.api.message.Mentions`.
@NullMarked
package chat.parley.api.mention;

import org.jspecify.annotations.NullMarked;
