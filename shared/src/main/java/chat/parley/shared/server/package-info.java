/// How an HTTP server of ours ends.
@NullMarked
package chat.parley.shared.server;

import org.jspecify.annotations.NullMarked;
