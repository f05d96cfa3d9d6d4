/// A made-up town of people who have talked for a year: for benchmarks, never for production.
/// The same seed and sizes make the same town, but for the day on which its year ends.
@NullMarked
package chat.parley.load;

import org.jspecify.annotations.NullMarked;
