/// From the opening to the end of one client's connection, WebSocket or event stream.
/// All state of a socket belongs to its event loop.
@NullMarked
package chat.parley.push.socket;

import org.jspecify.annotations.NullMarked;
