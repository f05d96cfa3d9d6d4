package chat.parley.load;

import chat.parley.load.meter.Machine;
import chat.parley.load.meter.Markdown;
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
  private final Markdown page;

  Page(Size size, Duration filling, Target target) throws SQLException {
    file = Path.of("target", "figures", "queries-" + size.messages() + ".md");
    page =
        new Markdown(String.format(Locale.ROOT, "Queries on %,d messages", size.messages()))
            .line("Machine: %s; client and stores on it, too.", Machine.describe())
            .line(
                "%,d people, %,d conversations, seed %d; filled in %d s; %s on disk.",
                size.users(),
                size.conversations(),
                size.seed(),
                filling.toSeconds(),
                onDisk(target))
            .head("", "p50 ms", "p99 ms", "max ms");
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
    System.out.printf("%s: p99 %.1f ms%n", what, Markdown.millis(nanos, 99));
    page.row(
        what, Markdown.millis(nanos, 50), Markdown.millis(nanos, 99), Markdown.millis(nanos, 100));
  }

  void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(page);
  }
}
