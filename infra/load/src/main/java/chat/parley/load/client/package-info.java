/// Thousands of clients in one process: Netty's epoll, one thread for all sockets of a loop, and
/// of each frame no more looked at than is judged. What sends does so at a fixed rate, whatever
/// becomes of it (open loop).
@NullMarked
package chat.parley.load.client;

import org.jspecify.annotations.NullMarked;
