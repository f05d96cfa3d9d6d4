/// Reports: what people tell the system's admins of messages and of each other, and what comes of
/// it.
@NullMarked
package chat.parley.api.report;

import org.jspecify.annotations.NullMarked;
