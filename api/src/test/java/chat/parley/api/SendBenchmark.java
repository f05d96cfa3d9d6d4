package chat.parley.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// How long a send takes from the request to its answer, over HTTP and on a real PostgreSQL and
/// Redis; each thread in a conversation of its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SendBenchmark {
  private final RunningApi api = RunningApi.onANewDatabase();

  @Benchmark
  @Threads(1)
  public int alone(Writer writer) throws Exception {
    return writer.send();
  }

  @Benchmark
  @Threads(8)
  public int eightAtOnce(Writer writer) throws Exception {
    return writer.send();
  }

  @TearDown
  public void stop() {
    api.close();
  }

  /// Somebody in a group of their own.
  @State(Scope.Thread)
  public static class Writer {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable HttpRequest send;

    @Setup
    public void join(SendBenchmark benchmark) {
      Rest rest = benchmark.api.rest();
      Rest.Person writer = rest.register("writer");
      String room = rest.as(writer).group();
      send =
          HttpRequest.newBuilder(rest.base().resolve(Rest.messages(room)))
              .header("Authorization", "Bearer " + writer.token())
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"content\": \"%s\"}".formatted("x".repeat(128))))
              .build();
    }

    int send() throws IOException, InterruptedException {
      int status =
          http.send(requireNonNull(send), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 201) {
        throw new IllegalStateException("answered " + status);
      }
      return status;
    }
  }
}
