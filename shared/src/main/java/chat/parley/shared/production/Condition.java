package chat.parley.shared.production;

import java.util.stream.Stream;

/// Something that settings have to be, in production.
@FunctionalInterface
public interface Condition {
  /// Looks at settings alone: opens no connection, asks no name server, changes nothing.
  Stream<Finding> findings(Settings settings);
}
