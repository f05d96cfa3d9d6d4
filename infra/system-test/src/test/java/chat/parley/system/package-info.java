/// Proofs from outside: real processes, real stores, and clients that know the contract and nothing
/// else of the product.
@NullMarked
package chat.parley.system;

import org.jspecify.annotations.NullMarked;
