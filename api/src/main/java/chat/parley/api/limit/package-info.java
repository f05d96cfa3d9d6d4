/// How often who may do what.
/// Sliding windows in Redis for all apis together; while it is away, for each api alone.
@NullMarked
package chat.parley.api.limit;

import org.jspecify.annotations.NullMarked;
