/// Pictures as files: what they say they are, copied without what else is in them, set upright,
/// made small. Nothing is decoded before it is known how much it becomes, and nothing that was
/// not asked for outlives a call.
@NullMarked
package chat.parley.api.image;

import org.jspecify.annotations.NullMarked;
