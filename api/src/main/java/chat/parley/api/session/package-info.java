/// Logging in and staying so: sessions, access and refresh tokens, the keys that sign them.
/// Requests are authenticated here; what a caller may do is decided where the thing lies.
@NullMarked
package chat.parley.api.session;

import org.jspecify.annotations.NullMarked;
