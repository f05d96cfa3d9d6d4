/// Production mode: a program that is told that it is in earnest looks at its settings before
/// anything else, says all that is wrong with them at once, and doesn't start.
@NullMarked
package chat.parley.shared.production;

import org.jspecify.annotations.NullMarked;
