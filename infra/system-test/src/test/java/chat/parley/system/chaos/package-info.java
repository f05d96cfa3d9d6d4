/// The whole system while everything that can fail does: writers and readers that behave like
/// clients, a nemesis, and a checker that judges what they recorded. The judging part
/// ([Checker] and what it uses) is pure.
@NullMarked
package chat.parley.system.chaos;

import org.jspecify.annotations.NullMarked;
