/// The images as they are shipped, without a container engine: what the Dockerfile and the compose
/// file say is read and checked, and what the Dockerfile copies is run as it says.
@NullMarked
package chat.parley.infra.docker;

import org.jspecify.annotations.NullMarked;
