/// From the commit to Redis: publish at once, remember until it is certain.
/// An event that was committed is in the outbox until Redis took it, so a crash in between loses
/// nothing.
@NullMarked
package chat.parley.api.outbox;

import org.jspecify.annotations.NullMarked;
