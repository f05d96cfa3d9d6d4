/// How far people have read, and how far their devices have got.
/// Watermarks, never a row per message and reader; news of them are hints.
@NullMarked
package chat.parley.api.receipt;

import org.jspecify.annotations.NullMarked;
