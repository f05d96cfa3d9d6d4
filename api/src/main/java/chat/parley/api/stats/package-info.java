/// How much of everything there is, and how this api fares.
/// Counted seldom and not too far: nothing here may cost more than what it counts.
@NullMarked
package chat.parley.api.stats;

import org.jspecify.annotations.NullMarked;
