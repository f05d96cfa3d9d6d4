package chat.parley.api.audit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long the audit log is kept.
///
/// @param keep how old an entry becomes, 30 days at least; `null` for as old as the database
@ConfigurationProperties("parley.audit")
public record AuditSettings(@Nullable Duration keep) {
  private static final Duration SHORTEST = Duration.ofDays(30);

  public AuditSettings {
    // Younger entries the database gives to nobody.
    if (keep != null && keep.compareTo(SHORTEST) < 0) {
      throw new ConfigurationException("parley.audit.keep must be 30 days at least");
    }
  }
}
