package chat.parley.load;

import chat.parley.infra.dev.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How PostgreSQL carries out what is asked: it writes its plans itself (`auto_explain`), those
/// of real requests, into `target/figures/plans-<messages>/`.
final class Plans {
  /// After five times with plans made for the parameters PostgreSQL may settle on one for all.
  private static final int TIMES = 12;

  private static final Pattern ENTRY =
      Pattern.compile("duration: [^\\n]*plan:\\n((?:\\t[^\\n]*\\n)+)");
  private static final String[] SETTINGS = {
    "session_preload_libraries = 'auto_explain'",
    "auto_explain.log_min_duration = 0",
    "auto_explain.log_analyze = on",
    "auto_explain.log_buffers = on",
    "auto_explain.log_parameter_max_length = 60"
  };

  private final Target target;
  private final Asking asking;
  private final Path folder;
  private final Path log;

  /// Has the api connect anew, for it to be explained from then on, which costs time.
  Plans(Target target, Stack stack, Asking asking, Size size) throws SQLException {
    this.target = target;
    this.asking = asking;
    this.folder = Path.of("target", "figures", "plans-" + size.messages());
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute("alter database parley set " + setting);
      }
      try (ResultSet row = statement.executeQuery("show data_directory")) {
        row.next();
        log = Path.of(row.getString(1)).resolveSibling("postgres.log");
      }
    }
    stack.apis().getFirst().restart();
    stack.apis().getFirst().awaitReady();
  }

  /// @param part of the statement, to know its plan by
  void keep(String name, String part, IntFunction<Request> requests) {
    try {
      long before = Files.size(log);
      asking.times(TIMES, requests);
      String last = "";
      Matcher entries = ENTRY.matcher(since(before));
      while (entries.find()) {
        String plan = entries.group(1).replaceAll("(?m)^\\t", "");
        if (plan.contains(part)) {
          last = plan;
        }
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".txt"), last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Until what was asked is written, too: the log is one file for all connections, in their
  /// order.
  private String since(long before) throws IOException {
    String mark = String.format(Locale.ROOT, "mark_%d", System.nanoTime());
    while (true) {
      try (Connection connection = target.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("select 1 as " + mark);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      byte[] bytes = Files.readAllBytes(log);
      String text =
          new String(bytes, (int) before, bytes.length - (int) before, StandardCharsets.UTF_8);
      if (text.contains(mark)) {
        return text;
      }
    }
  }
}
