/// The REST tier. One package per thing that a user can name; inside it controller, service,
/// repository. Calls go downwards only: session, realtime → conversation → message → outbox;
/// user, account below all.
@NullMarked
package chat.parley.api;

import org.jspecify.annotations.NullMarked;
