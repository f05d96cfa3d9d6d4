/// From the upgrade to the close of one WebSocket.
/// All state of a socket belongs to its event loop.
@NullMarked
package chat.parley.push.socket;

import org.jspecify.annotations.NullMarked;
