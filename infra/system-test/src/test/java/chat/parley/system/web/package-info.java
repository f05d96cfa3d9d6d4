/// The web client in a real browser, against the whole system: what people see and do, with mouse,
/// keyboard and screen reader, on large and small screens, while the network and push break.
@NullMarked
package chat.parley.system.web;

import org.jspecify.annotations.NullMarked;
