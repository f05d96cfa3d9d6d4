/// From the commit to Redis: publish at once, remember until it is certain, relay what was lost.
/// An event that was committed is in the outbox until Redis took it, so a crash in between loses
/// nothing; it may be published twice, and readers drop the repetition by its seq.
@NullMarked
package chat.parley.api.outbox;

import org.jspecify.annotations.NullMarked;
