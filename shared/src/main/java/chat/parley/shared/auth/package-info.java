/// Access tokens as both tiers check them: signature against a JWK set, then expiry.
/// Issuing them is the api's business alone.
@NullMarked
package chat.parley.shared.auth;

import org.jspecify.annotations.NullMarked;
