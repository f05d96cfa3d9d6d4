package chat.parley.infra.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// What `mvn -Pdev` prints when all is ready: the addresses, and a first conversation to paste into
/// bash or zsh. Names in it end in a number, so that it works again tomorrow on the same data.
final class Welcome {
  private Welcome() {}

  static String text(List<Integer> apiPorts, List<Integer> pushPorts, Duration taken)
      throws IOException {
    return template()
        .replace("{seconds}", String.format(Locale.ROOT, "%.1f", taken.toMillis() / 1000.0))
        .replace("{api}", addresses("http://localhost:%d", apiPorts))
        .replace("{push}", addresses("ws://localhost:%d/ws", pushPorts))
        .replace("{first-api}", "http://localhost:" + apiPorts.getFirst())
        .replace("{first-push}", "ws://localhost:" + pushPorts.getFirst() + "/ws");
  }

  private static String template() throws IOException {
    try (var file = Objects.requireNonNull(Welcome.class.getResourceAsStream("welcome.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String addresses(String pattern, List<Integer> ports) {
    return ports.stream().map(pattern::formatted).collect(Collectors.joining(" "));
  }
}
