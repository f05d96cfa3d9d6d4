/// What no server that uses Netty can do better: a broadcast without storage, without identity
/// and without promises. A program of its own, so that its processor time can be told from the
/// clients'.
@NullMarked
package chat.parley.load.ceiling;

import org.jspecify.annotations.NullMarked;
