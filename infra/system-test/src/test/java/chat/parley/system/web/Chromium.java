package chat.parley.system.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// The machine's own Chromium, driven by Playwright with the machine's own Node: nothing is
/// downloaded. To be used by one thread.
final class Chromium implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  /// How long something may take on a machine that does other things, too.
  static final double PATIENCE_MS = 15_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// @throws TestAbortedException after a loud line, where there is no browser or no Node
  static Chromium launched() {
    Path chromium = required(BROWSERS);
    Path node = required(List.of("node", "nodejs"));
    System.setProperty("playwright.nodejs.path", node.toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    // A microphone that beeps, and that nobody has to allow.
                    .setArgs(
                        List.of(
                            "--use-fake-device-for-media-stream",
                            "--use-fake-ui-for-media-stream")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    return new Chromium(playwright, browser);
  }

  Browser browser() {
    return browser;
  }

  private static Path required(List<String> names) {
    return names.stream()
        .flatMap(name -> onThePath(name).stream())
        .findFirst()
        .orElseThrow(() -> skipped(names.getFirst()));
  }

  private static Optional<Path> onThePath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static TestAbortedException skipped(String what) {
    String line =
        "SKIPPED: the tests of the web client in a browser; there is no " + what + " here.";
    String frame = "!".repeat(line.length());
    Arrays.asList(frame, line, frame).forEach(System.err::println);
    return new TestAbortedException(line);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
