/// Whether this node hears what is published: by every way by which messages come it sends itself
/// something, and a node that no longer hears itself is not ready.
@NullMarked
package chat.parley.push.subscription;

import org.jspecify.annotations.NullMarked;
