package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of `infra/operations`, whose commands are run as they stand there.
record Guide(String text) {

  static Guide of(String page) throws IOException {
    return new Guide(Files.readString(Checkout.here().root().resolve("infra/operations/" + page)));
  }

  /// Runs the one block of commands below a heading.
  ///
  /// @param environment for them, beside this process's own
  void run(String heading, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", commands(heading))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().putAll(environment);
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", heading, output).isZero();
  }

  private String commands(String heading) {
    Matcher block =
        Pattern.compile(
                "(?s)\n## " + Pattern.quote(heading) + "\n(?:(?!\n## ).)*?\n```bash\n(.*?)\n```")
            .matcher(text);
    assertThat(block.find()).as("commands below '%s'", heading).isTrue();
    return block.group(1);
  }
}
