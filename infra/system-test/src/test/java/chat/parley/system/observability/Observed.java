package chat.parley.system.observability;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.system.RestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One api and one push node as they run where somebody looks at them: with limits, with a log
/// for programs that says all, and with a collector for traces. A session of two people has been
/// there already.
///
/// @param evening what these two did
record Observed(Stack stack, Collector collector, Evening evening) implements AutoCloseable {
  static Observed started() {
    Collector collector = Collector.started();
    Stack stack =
        Stack.start(
            StackOptions.temporary()
                .logFolder(Path.of("target", "observed"))
                .with("PARLEY_LOG_FORMAT", "json")
                .with("LOGGER_LEVELS_CHAT_PARLEY", "DEBUG")
                .with("PARLEY_RATE_LIMITS_ENABLED", "true")
                .with("PARLEY_RATE_LIMITS_MESSAGES", "1000/1m")
                .with("PARLEY_RATE_LIMITS_CONVERSATIONS", "1000/1m")
                .with("PARLEY_RATE_LIMITS_SEARCH", "1/1m")
                .with("PARLEY_OUTBOX_SAMPLE_INTERVAL", "200ms")
                .with("PARLEY_TRACING_ENDPOINT", collector.endpoint())
                // What a request's own traceparent says, and nothing else.
                .with("PARLEY_TRACING_RATIO", "0")
                .with("PARLEY_TRACING_PARENTS", "true")
                .with("PARLEY_TRACING_INTERVAL", "100ms"));
    return new Observed(stack, collector, Evening.spent(stack));
  }

  RestClient api() {
    return RestClient.on(stack.apis().getFirst().port());
  }

  int pushPort() {
    return stack.pushes().getFirst().port();
  }

  /// What a scrape of a node says.
  static String scrape(URI node) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(node.resolve("/prometheus")).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            answer ->
                answer.statusCode() == 200
                    ? CompletableFuture.completedFuture(answer.body())
                    : CompletableFuture.failedFuture(new AssertionError(answer.toString())))
        .join();
  }

  @Override
  public void close() {
    stack.close();
    collector.close();
  }

  /// Gives it to the tests that ask; started by the first of them, ended after the last.
  static final class Once implements ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
        ExtensionContext.Namespace.create(Observed.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == Observed.class;
    }

    @Override
    public Observed resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(OURS)
          .getOrComputeIfAbsent(Observed.class, key -> started(), Observed.class);
    }
  }
}
