/// Where bytes lie that are too large for the database: pictures, media. Whole or not there at
/// all. What says that they are needed is in the database; who finds nothing there may delete
/// them.
@NullMarked
package chat.parley.api.storage;

import org.jspecify.annotations.NullMarked;
