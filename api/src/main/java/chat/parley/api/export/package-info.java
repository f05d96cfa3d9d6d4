/// Everything that is stored about somebody, for them alone, as one archive.
/// Each package says what it has; this one writes it out, page by page, as fast as it is read.
@NullMarked
package chat.parley.api.export;

import org.jspecify.annotations.NullMarked;
