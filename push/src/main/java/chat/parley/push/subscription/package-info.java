/// The node's one subscription to Redis: which channels, since when it is certain, and what was
/// perhaps missed. A channel counts as subscribed when Redis has confirmed it, not when it was
/// asked for.
@NullMarked
package chat.parley.push.subscription;

import org.jspecify.annotations.NullMarked;
