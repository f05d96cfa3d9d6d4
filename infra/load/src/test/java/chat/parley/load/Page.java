package chat.parley.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A page of figures: `target/figures/queries-<messages>.md`.
final class Page {
  private final Path file;
  private final StringBuilder text = new StringBuilder();

  Page(Size size, Duration filling, Target target) throws SQLException {
    file = Path.of("target", "figures", "queries-" + size.messages() + ".md");
    text.append(
        String.format(
            Locale.ROOT,
            """
            # Queries on %,d messages

            %,d people, %,d conversations, seed %d; filled in %d s; %s on disk. %d processors, client and stores on them, too.

            | | p50 ms | p99 ms | max ms |
            |---|---|---|---|
            """,
            size.messages(),
            size.users(),
            size.conversations(),
            size.seed(),
            filling.toSeconds(),
            onDisk(target),
            Runtime.getRuntime().availableProcessors()));
  }

  private static String onDisk(Target target) throws SQLException {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_size_pretty(pg_database_size(current_database()))")) {
      row.next();
      return row.getString(1);
    }
  }

  void row(String what, Histogram nanos) {
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.1f | %.1f |%n",
            what,
            nanos.getValueAtPercentile(50) / 1e6,
            nanos.getValueAtPercentile(99) / 1e6,
            nanos.getMaxValue() / 1e6);
    System.out.print(row);
    text.append(row);
  }

  void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(text);
  }
}
