package chat.parley.shared.production;

import java.util.stream.Stream;

/// Whoever knows the service credential is anybody.
public final class CredentialCondition implements Condition {
  private static final int LEAST = 32;

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Required.secret(settings, "parley.internal.credential", LEAST);
  }
}
