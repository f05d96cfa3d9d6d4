/// The calls to the api: snapshots, replays, keys.
/// Asked for many at once where many arrive together.
@NullMarked
package chat.parley.push.gateway;

import org.jspecify.annotations.NullMarked;
