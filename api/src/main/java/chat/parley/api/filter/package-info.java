/// Texts that nobody is to send, whoever they are: what the operator doesn't want to read here.
@NullMarked
package chat.parley.api.filter;

import org.jspecify.annotations.NullMarked;
