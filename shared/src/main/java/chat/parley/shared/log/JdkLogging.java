package chat.parley.shared.log;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Brings what libraries tell the JDK's own logging into the one log: a program that reads it
/// expects an object on each line, and nothing between.
@Context
@Requires(property = LogSettings.FORMAT, value = LogSettings.JSON)
class JdkLogging {
  JdkLogging() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
