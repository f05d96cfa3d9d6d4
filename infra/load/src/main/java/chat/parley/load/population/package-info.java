/// People and their conversations, as rows and tokens, for servers that are to be measured.
@NullMarked
package chat.parley.load.population;

import org.jspecify.annotations.NullMarked;
