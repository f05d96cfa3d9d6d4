/// What the system does under load and loss, in figures. Run with `-Dparley.figures=true`, each in
/// some minutes; promises are asserted, times are only reported, to `target/figures`.
@NullMarked
package chat.parley.system.figures;

import org.jspecify.annotations.NullMarked;
