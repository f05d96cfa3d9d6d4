package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is told of sockets at `/prometheus`.
class SocketFiguresIT {
  private static final Path ADAPTER = Path.of("../infra/kubernetes/prometheus-adapter.yaml");
  private static final Pattern SERIES = Pattern.compile("seriesQuery: '([a-z_]+)\\{");

  @Test
  void socketsAreCountedUnderTheNameByWhichAClusterScalesPush()
      throws IOException, InterruptedException {
    Matcher series = SERIES.matcher(Files.readString(ADAPTER));
    assertThat(series.find()).isTrue();
    try (FakeApi api = new FakeApi();
        RunningPush push = new RunningPush(api, Map.of());
        TestSocket one = push.open(api.token(api.newUser()));
        TestSocket two = push.open(api.token(api.newUser()));
        HttpClient prometheus = HttpClient.newHttpClient()) {
      one.next("hello");
      two.next("hello");
      assertThat(
              prometheus
                  .send(
                      HttpRequest.newBuilder(push.http("/prometheus")).build(),
                      HttpResponse.BodyHandlers.ofLines())
                  .body())
          .filteredOn(line -> line.matches(series.group(1) + "(\\{.*})? 2\\.0"))
          .hasSize(1);
    }
  }
}
