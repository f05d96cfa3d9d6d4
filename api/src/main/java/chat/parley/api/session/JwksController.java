package chat.parley.api.session;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// The public keys of the access tokens (RFC 7517).
@Controller("/.well-known/jwks.json")
@Secured(SecurityRule.IS_ANONYMOUS)
class JwksController {
  private final String document;

  JwksController(SigningKeys keys) {
    this.document = keys.publicKeys().toString();
  }

  /// The public keys of the access tokens, as a JWK Set.
  @Get(produces = "application/json")
  HttpResponse<String> keys() {
    return HttpResponse.ok(document).header("Cache-Control", "public, max-age=300");
  }
}
