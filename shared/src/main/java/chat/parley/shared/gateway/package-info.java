/// The internal calls from push to api: what both say and how push proves who it is.
/// Never routed to the public.
@NullMarked
package chat.parley.shared.gateway;

import org.jspecify.annotations.NullMarked;
