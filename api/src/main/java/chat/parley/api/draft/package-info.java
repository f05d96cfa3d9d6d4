/// Files that are only half there: being written, or being looked at before they are kept. They
/// go with the process that has them, however it ends.
@NullMarked
package chat.parley.api.draft;

import org.jspecify.annotations.NullMarked;
