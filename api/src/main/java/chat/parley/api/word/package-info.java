/// The words of a text, in any language: what search stores of a message and what it looks for.
/// The same cutting for both, or nothing would be found.
@NullMarked
package chat.parley.api.word;

import org.jspecify.annotations.NullMarked;
