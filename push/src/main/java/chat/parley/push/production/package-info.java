/// What a push node's settings have to be in production, beside what holds for api as well.
@NullMarked
package chat.parley.push.production;

import org.jspecify.annotations.NullMarked;
