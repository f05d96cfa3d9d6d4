package chat.parley.api.account;

import chat.parley.api.system.LostDependency;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether there still are accounts whose bcrypt hash was brought by an import and who have not
/// logged in since. Looked up once a minute: an import is rare, and not worth a question with
/// each login.
@Singleton
class ImportedHashes {
  private static final Logger LOG = LoggerFactory.getLogger(ImportedHashes.class);

  private final JdbcOperations jdbc;
  private volatile int highestCost;

  ImportedHashes(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// @return of all bcrypt hashes that can be checked, 0 when there is none
  int highestCost() {
    return highestCost;
  }

  // The cost of '$2b$12$…'. One look into an index of nothing but such hashes.
  private static final String HIGHEST =
      """
      select max(substr(password_hash, 5, 2)) from accounts
       where password_hash like '$2%' and substr(password_hash, 5, 2) <= ?
      """;

  @Scheduled(initialDelay = "0s", fixedDelay = "1m")
  void look() {
    try {
      highestCost =
          jdbc.execute(
              connection -> {
                try (PreparedStatement statement = connection.prepareStatement(HIGHEST)) {
                  statement.setString(1, Integer.toString(BcryptHash.HIGHEST_COST));
                  try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? cost(row.getString(1)) : 0;
                  }
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("not looked for bcrypt hashes", LostDependency.isBehind(e) ? null : e);
    }
  }

  private static int cost(@Nullable String digits) {
    return digits != null && digits.matches("\\d\\d") ? Integer.parseInt(digits) : 0;
  }
}
