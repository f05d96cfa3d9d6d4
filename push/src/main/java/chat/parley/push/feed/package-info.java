/// The heart: what Redis and the api deliver, put in order, without holes or repetitions, for the
/// sockets of this node. A feed belongs to one event loop and a socket to one; everything between
/// them is a task in a loop's queue, so there are no locks and the order of tasks is the order of
/// events.
@NullMarked
package chat.parley.push.feed;

import org.jspecify.annotations.NullMarked;
