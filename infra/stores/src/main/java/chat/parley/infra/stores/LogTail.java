package chat.parley.infra.stores;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The line of a log that tells best why a process ended.
final class LogTail {
  private static final int MOST_BYTES = 64 * 1024;

  /// Best first: the root of a Java stack trace, then an outcry, then anything.
  private static final List<Predicate<String>> TELLING =
      List.of(
          Pattern.compile("^Caused by: ").asPredicate(),
          Pattern.compile("FATAL|PANIC|\\bERROR\\b|Exception|[Ee]rror[: ]").asPredicate(),
          line -> true);

  private LogTail() {}

  /// @param from byte to begin at, so that a former life's last words are not taken for this one's
  static String mostTellingLine(Path log, long from) {
    List<String> lines;
    try {
      lines = lines(log, from);
    } catch (IOException e) {
      return "its log cannot be read: " + e;
    }
    for (var telling : TELLING) {
      for (var line : lines.reversed()) {
        if (telling.test(line)) {
          return line;
        }
      }
    }
    return "it wrote nothing";
  }

  private static List<String> lines(Path log, long from) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var start = Math.max(from, file.length() - MOST_BYTES);
      var bytes = new byte[(int) Math.max(0, file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("at "))
          .toList();
    }
  }
}
