/// Who exists: usernames, addresses, password hashes.
/// A password is hashed here and goes no further; it is in no log, no exception, no other package.
@NullMarked
package chat.parley.api.account;

import org.jspecify.annotations.NullMarked;
