/// The function as Lambda runs it: by AWS's own runtime client, on a stand-in for what calls it.
@NullMarked
package chat.parley.infra.lambda;

import org.jspecify.annotations.NullMarked;
