/// What is measured about servers from outside, and how it is written down.
@NullMarked
package chat.parley.load.meter;

import org.jspecify.annotations.NullMarked;
