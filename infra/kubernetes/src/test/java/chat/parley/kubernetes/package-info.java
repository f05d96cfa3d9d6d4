/// What the chart renders and what the other manifests say: whether Kubernetes would take it, and
/// whether its parts fit each other and the programs.
@NullMarked
package chat.parley.kubernetes;

import org.jspecify.annotations.NullMarked;
