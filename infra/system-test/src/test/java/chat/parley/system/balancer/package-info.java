/// The shipped configurations of nginx and HAProxy, with the real ones in front of real nodes:
/// what they let through and what they don't, and what clients notice of a rolling update and of
/// a node's death.
@NullMarked
package chat.parley.system.balancer;

import org.jspecify.annotations.NullMarked;
