package chat.parley.api.limit;

import java.time.Duration;
import java.util.List;

/// Whether somebody may, and how they stand afterwards.
///
/// @param retryAfter zero for who may
/// @param standings one for each window that was looked at
record Verdict(boolean admitted, Duration retryAfter, List<Standing> standings) {
  Verdict {
    standings = List.copyOf(standings);
  }

  /// @param remaining what is left of the quota
  /// @param reset until more is
  record Standing(Limit limit, Quota quota, long remaining, Duration reset) {}
}
