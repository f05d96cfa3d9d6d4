/// Which users have a socket on which node, kept in Redis under each node's lease, and told to the
/// api when that makes somebody come or go.
///
/// Why no interleaving of nodes ends wrong: a node first changes a user's set of nodes, then tells
/// the api if that made it empty or its own, and *when the api has taken that* looks at the set
/// again; if it no longer is as told, it tells the opposite, and so on. Take the last thing that
/// the api took about a user. Who told it has looked at the set after that and found it as told,
/// else something would have been told later. If the set became different after that look,
/// whoever made it so looked at it then and has told; but nothing was told later. So the api ends
/// with what the set says.
///
/// A lease that has lapsed is never taken up again: the node begins another under a new id. So
/// whoever clears up after the old one can't take away what stands under the new one.
@NullMarked
package chat.parley.push.presence;

import org.jspecify.annotations.NullMarked;
