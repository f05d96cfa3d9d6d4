/// The web client and the JavaScript SDK, as files: this package hands them out, with the headers
/// that keep a browser from running anything else. What they do is under `web` on the class path.
@NullMarked
package chat.parley.api.web;

import org.jspecify.annotations.NullMarked;
