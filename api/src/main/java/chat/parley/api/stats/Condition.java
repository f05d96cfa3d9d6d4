package chat.parley.api.stats;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How this api fares.
///
/// @param status `up`, or `degraded` when a store doesn't answer
/// @param sockets on all push nodes; `null` while Redis doesn't answer
@Schema(name = "DetailedHealth")
@Serdeable(naming = SnakeCaseStrategy.class)
record Condition(
    String status,
    Store postgres,
    Store redis,
    Pool pool,
    Memory memory,
    int threads,
    long uptimeSeconds,
    @Nullable Long sockets) {

  /// @param status `up` or `down`
  /// @param latencyMs how long it took to answer; `null` when it didn't
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Store(String status, @Nullable Double latencyMs) {
    boolean isUp() {
      return latencyMs != null;
    }
  }

  /// The connections to PostgreSQL.
  ///
  /// @param waiting requests that wait for one
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Pool(int active, int idle, int total, int max, int waiting) {}

  /// In bytes.
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Memory(long heapUsed, long heapCommitted, long heapMax, long otherUsed) {}
}
