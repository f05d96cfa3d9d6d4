/// Reads that may be done by a replica of the database: history and search, by far the most of what
/// is read. Answers are as fresh as the primary's: [Reads] says how.
@NullMarked
package chat.parley.api.replica;

import org.jspecify.annotations.NullMarked;
