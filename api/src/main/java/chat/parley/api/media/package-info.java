/// Files that people send: taken in, kept once however often they come, handed out to whoever may
/// read them, and gone with the message that carries them.
///
/// Two things under one name would be confused, so: a *medium* is a file as somebody has it, with
/// a name; its *content* is the bytes, which many may have.
@NullMarked
package chat.parley.api.media;

import org.jspecify.annotations.NullMarked;
