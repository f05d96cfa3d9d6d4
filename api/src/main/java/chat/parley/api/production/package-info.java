/// What an api's settings have to be in production, beside what holds for push as well.
@NullMarked
package chat.parley.api.production;

import org.jspecify.annotations.NullMarked;
