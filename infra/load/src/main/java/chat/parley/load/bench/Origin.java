package chat.parley.load.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.load.meter.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is needed to see figures again.
///
/// @param commit of the repository, `+` when there was more than that
/// @param servers what each was made of
record Origin(
    String machine, String command, String commit, String at, Map<String, String> servers) {
  private static final String COMMAND = "mvn -Pbench";

  Origin {
    servers = new LinkedHashMap<>(servers);
  }

  static Origin of(Settings settings, Map<String, String> servers) {
    return new Origin(
        Machine.describe(),
        "%s -Dparley.bench.workloads=%s -Dparley.bench.repetitions=%d%s"
            .formatted(
                COMMAND,
                String.join(",", settings.workloads()),
                settings.repetitions(),
                settings.scale().equals(Scale.FULL) ? "" : " -Dparley.bench.scale=short"),
        commit(settings.module()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        servers);
  }

  private static String commit(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+")
              .directory(folder.toFile())
              .start();
      try (InputStream out = git.getInputStream()) {
        String line = new String(out.readAllBytes(), UTF_8).strip();
        return line.isEmpty() ? "of an unknown commit" : line;
      }
    } catch (IOException e) {
      return "of an unknown commit";
    }
  }
}
