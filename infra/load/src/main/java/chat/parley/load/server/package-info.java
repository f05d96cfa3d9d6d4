/// What is measured, each in processes of its own and spoken to in the same way: Parley, a peer
/// made of other libraries, and a ceiling that does nothing but hand out.
@NullMarked
package chat.parley.load.server;

import org.jspecify.annotations.NullMarked;
