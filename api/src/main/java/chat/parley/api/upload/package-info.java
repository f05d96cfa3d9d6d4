/// Files that come in a request: as multipart forms, read as they come.
/// A file goes to the disk, never whole into memory, and no further than its limit.
@NullMarked
package chat.parley.api.upload;

import org.jspecify.annotations.NullMarked;
