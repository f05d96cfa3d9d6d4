package chat.parley.infra.lambda;

import chat.parley.api.Api;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handler of the function that a schedule calls, once a minute and for longer once a day: does
/// what an api does by itself, and [ApiFunction] can't. The event may say for how long,
/// `{"stay": "13m"}`.
///
/// Each call is a whole life of an api, from its start to its orderly end, so that nothing of it is
/// left when the process stands still: no connection, no lock, no task that is half done. It
/// listens where nobody reaches it.
public final class Keeper implements RequestStreamHandler {
  static final String ENVIRONMENT = "keeper";

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final String STAY = "parley.function.stay";

  /// A connection that is still being made when an api ends may be left open, by Netty, for as long
  /// as the process is there.
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /// What the end of an api may take, before Lambda's own limit.
  private static final Duration TO_END = Duration.ofSeconds(25);

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    try (ApplicationContext api = start()) {
      stay(wanted(api, event), context);
    } catch (IOException e) {
      throw new UncheckedIOException("the event can't be read", e);
    }
  }

  private static ApplicationContext start() {
    return Api.program().environments(ENVIRONMENT).deduceEnvironment(false).start();
  }

  private static Duration wanted(ApplicationContext api, InputStream event) throws IOException {
    Map<String, Object> said =
        api.getBean(JsonMapper.class).readValue(event, Argument.mapOf(String.class, Object.class));
    Object stay = said == null ? null : said.get("stay");
    return stay == null
        ? api.getRequiredProperty(STAY, Duration.class)
        : Objects.requireNonNull(api.getConversionService().convertRequired(stay, Duration.class));
  }

  private static void stay(Duration wanted, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_END);
    Duration longer = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    Duration stay = longer.compareTo(left) < 0 ? longer : left;
    LOG.info("an api keeps house for {}", stay);
    try {
      TimeUnit.NANOSECONDS.sleep(stay.toNanos());
    } catch (InterruptedException e) {
      // Whoever interrupts wants it to end.
      Thread.currentThread().interrupt();
    }
  }
}
