/// What of others the programs consist of: exactly which files, and under which licences.
@NullMarked
package chat.parley.system.supply;

import org.jspecify.annotations.NullMarked;
