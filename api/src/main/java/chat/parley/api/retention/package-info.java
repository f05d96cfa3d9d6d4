/// How long messages are kept.
/// What is too old is removed for good, in small batches, by one api at a time.
@NullMarked
package chat.parley.api.retention;

import org.jspecify.annotations.NullMarked;
