package chat.parley.shared.gateway;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// What the push tier shows the api, sent as header [#HEADER].
///
/// @param credential a secret of 32 characters or more, the same on all nodes; there is no default
@ConfigurationProperties("parley.internal")
public record ServiceCredential(@NotBlank @Size(min = 32) String credential) {
  public static final String HEADER = "Parley-Service-Credential";

  /// Beside [#HEADER], for a command that a user gave on a socket: who, as
  /// `<user id>/<session id>`. The request then counts as theirs, as if it had their access token.
  public static final String ON_BEHALF_OF = "Parley-On-Behalf-Of";

  /// In a time that doesn't tell how much of it was right.
  public boolean matches(@Nullable String shown) {
    return shown != null
        && MessageDigest.isEqual(
            credential.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "ServiceCredential[…]";
  }
}
