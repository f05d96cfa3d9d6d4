/// The API as a document: generated from the controllers when they are compiled, completed here
/// when it is first asked for. What no controller says is in `openapi.yml` among the resources, and
/// what is said on sockets in `asyncapi.yml`, which becomes a document of its own.
@NullMarked
package chat.parley.api.document;

import org.jspecify.annotations.NullMarked;
