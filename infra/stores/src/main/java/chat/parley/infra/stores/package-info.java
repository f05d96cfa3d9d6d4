/// PostgreSQL and Redis as server processes of this machine, from binaries that Maven fetches.
/// Tests, the development launcher and the chaos tests start, pause, kill and restart them here.
/// Nothing that was started outlives the JVM that started it, however that JVM ends.
@NullMarked
package chat.parley.infra.stores;

import org.jspecify.annotations.NullMarked;
