/// What can be seen of a running system from outside: meters, alerts, dashboards, traces, logs.
/// The files that this is about are in `infra/observability`.
@NullMarked
package chat.parley.system.observability;

import org.jspecify.annotations.NullMarked;
