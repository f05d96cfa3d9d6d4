/// What push and resuming clients ask: snapshots and the durable events after a position.
/// The internal calls trust the service credential and nothing else; they are never routed to the
/// public.
@NullMarked
package chat.parley.api.realtime;

import org.jspecify.annotations.NullMarked;
