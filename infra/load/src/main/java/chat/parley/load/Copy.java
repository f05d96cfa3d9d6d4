package chat.parley.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes rows of one table as they come (`COPY … FROM STDIN`, text format), on a connection of
/// its own. One thread.
final class Copy implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Connection connection;
  private final CopyIn stream;
  private final StringBuilder chunk = new StringBuilder(CHUNK + 8_192);
  private boolean rowBegun;
  private long rows;

  /// @param columns the table and its columns, as they stand in the statement
  Copy(Target target, String columns) throws SQLException {
    connection = target.connect();
    try (Statement statement = connection.createStatement()) {
      // Nothing is referred to that isn't written, too.
      statement.execute("set session_replication_role = replica");
    }
    stream =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + columns + " from stdin");
  }

  Copy with(@Nullable Object value) {
    if (rowBegun) {
      chunk.append('\t');
    }
    rowBegun = true;
    if (value == null) {
      chunk.append("\\N");
    } else if (value instanceof String text) {
      escaped(text);
    } else {
      chunk.append(value);
    }
    return this;
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> chunk.append("\\\\");
        case '\t' -> chunk.append("\\t");
        case '\n' -> chunk.append("\\n");
        default -> chunk.append(c);
      }
    }
  }

  void end() throws SQLException {
    chunk.append('\n');
    rowBegun = false;
    rows++;
    if (chunk.length() >= CHUNK) {
      flush();
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
    stream.writeToCopy(bytes, 0, bytes.length);
    chunk.setLength(0);
  }

  long rows() {
    return rows;
  }

  /// All rows are there after this, or none.
  @Override
  public void close() throws SQLException {
    try (connection) {
      flush();
      stream.endCopy();
    }
  }
}
