/// The lobby: the one public group that everybody who registers is in. It belongs to nobody, the
/// admins of the system moderate it, and it never closes.
@NullMarked
package chat.parley.api.lobby;

import org.jspecify.annotations.NullMarked;
