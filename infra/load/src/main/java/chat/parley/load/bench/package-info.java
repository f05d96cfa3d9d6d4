/// Workloads, the same for each server, and the page of figures that comes of them: `mvn
/// -Pbench`.
@NullMarked
package chat.parley.load.bench;

import org.jspecify.annotations.NullMarked;
