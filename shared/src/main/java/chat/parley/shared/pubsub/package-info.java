/// Hearing what is published: on which connection to which server each channel is subscribed to,
/// since when that is certain, and when something may have been missed. A channel counts as
/// subscribed when its server has confirmed it, not when it was asked for.
@NullMarked
package chat.parley.shared.pubsub;

import org.jspecify.annotations.NullMarked;
