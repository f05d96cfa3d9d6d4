/// The database's schema: which one this api needs, and how a database comes to it. Changes are
/// the files in `db/migration`, forward only, and safe while the version before still runs.
@NullMarked
package chat.parley.api.schema;

import org.jspecify.annotations.NullMarked;
