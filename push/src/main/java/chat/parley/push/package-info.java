/// The realtime tier: holds the sockets, subscribes to Redis, delivers. Owns nothing durable.
/// Hot paths run on event loops alone and never block; each class with shared state says which
/// threads touch it.
@NullMarked
package chat.parley.push;

import org.jspecify.annotations.NullMarked;
