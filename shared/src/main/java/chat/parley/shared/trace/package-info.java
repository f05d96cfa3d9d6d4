/// Traces: how an api and a push node take part in the same one. Off unless there is somewhere to
/// send them; then nothing of it costs anything. Nothing that people write, and no name, address
/// or credential, is ever part of one.
@NullMarked
package chat.parley.shared.trace;

import org.jspecify.annotations.NullMarked;
