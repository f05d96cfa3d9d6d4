package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The parts of the web client that need no browser, by their own tests in `src/test/js/web`: its
/// state, its rows, its texts.
class WebClientTest {
  private static final Path TESTS = Path.of("src", "test", "js", "web");

  @Test
  void thePartsThatNeedNoBrowserDoWhatTheyShould() throws Exception {
    boolean isThere = hasNode();
    if (!isThere) {
      System.err.println("SKIPPED: the tests of the web client need Node.");
    }
    assumeThat(isThere).isTrue();
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(file -> file.endsWith(".test.js")).forEach(command::add);
    }

    Process tests = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tests.waitFor()).as(said).isZero();
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
