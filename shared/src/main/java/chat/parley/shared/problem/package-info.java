/// One catalogue of everything that can be refused, and the problem+json form of it.
/// RFC 9457. A code's status never changes; clients switch on the code.
@NullMarked
package chat.parley.shared.problem;

import org.jspecify.annotations.NullMarked;
