package chat.parley.push;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// Everything that this process logs from now on until it is closed.
final class LogLines implements AutoCloseable {
  private static final LoggerContext LOGGERS = (LoggerContext) LoggerFactory.getILoggerFactory();

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Map<String, Level> levels;
  private final Map<Logger, Level> before;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  /// @param levels for the loggers of these names; the others keep theirs
  LogLines(Map<String, Level> levels) {
    this.levels = levels;
    // A logger without a level of its own has `null`, which a Map.of would refuse.
    this.before =
        levels.keySet().stream()
            .map(LOGGERS::getLogger)
            .filter(logger -> logger.getLevel() != null)
            .collect(Collectors.toMap(logger -> logger, Logger::getLevel));
    levels.forEach((name, level) -> LOGGERS.getLogger(name).setLevel(level));
    appender.setContext(LOGGERS);
    appender.start();
    LOGGERS.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  /// Each with the stack trace it came with.
  List<String> lines() {
    return events.stream().map(LogLines::line).toList();
  }

  private static String line(ILoggingEvent event) {
    String line =
        "%s %s %s %s"
            .formatted(
                event.getLevel(),
                event.getLoggerName(),
                event.getFormattedMessage(),
                event.getMDCPropertyMap());
    return event.getThrowableProxy() == null
        ? line
        : line + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  @Override
  public void close() {
    LOGGERS.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(appender);
    appender.stop();
    levels.keySet().forEach(name -> LOGGERS.getLogger(name).setLevel(null));
    before.forEach(Logger::setLevel);
  }
}
