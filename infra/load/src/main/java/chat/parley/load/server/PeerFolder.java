package chat.parley.load.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.infra.stores.StartException;
import chat.parley.load.population.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The peer's program with its libraries, which npm brings when they are not there yet.
record PeerFolder(Path folder) {
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.js");
  private static final int INSTALL_MINUTES = 10;

  static PeerFolder installed(Path folder) {
    PeerFolder peer = new PeerFolder(folder.toAbsolutePath());
    try {
      boolean current = peer.isCurrent();
      Files.createDirectories(folder);
      for (String file : FILES) {
        try (InputStream content = resource(file)) {
          Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (!current) {
        peer.install();
      }
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException("the peer can't be installed", e);
    }
  }

  private static InputStream resource(String file) {
    InputStream content = PeerFolder.class.getResourceAsStream("socket.io/" + file);
    if (content == null) {
      throw new IllegalStateException(file + " is missing");
    }
    return content;
  }

  private boolean isCurrent() throws IOException {
    Path lock = folder.resolve("package-lock.json");
    try (InputStream wanted = resource("package-lock.json")) {
      return Files.exists(folder.resolve("node_modules/.package-lock.json"))
          && Files.readString(lock).equals(new String(wanted.readAllBytes(), UTF_8));
    }
  }

  private void install() throws IOException {
    Path log = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new StartException("npm could not install the peer's libraries: see " + log);
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StartException("npm was interrupted");
    }
  }

  void createTables(Database database) {
    try (InputStream schema = resource("schema.sql");
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(schema.readAllBytes(), UTF_8));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the peer has no tables", e);
    }
  }

  /// Of what it is made of.
  String versions() {
    try {
      JsonNode wanted =
          new ObjectMapper().readTree(folder.resolve("package.json").toFile()).path("dependencies");
      return "socket.io %s, @socket.io/redis-adapter %s, Express %s, pg %s, Node %s"
          .formatted(
              wanted.path("socket.io").asText(),
              wanted.path("@socket.io/redis-adapter").asText(),
              wanted.path("express").asText(),
              wanted.path("pg").asText(),
              nodeVersion());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nodeVersion() throws IOException {
    Process node = new ProcessBuilder("node", "--version").start();
    try (InputStream out = node.getInputStream()) {
      return new String(out.readAllBytes(), UTF_8).strip();
    }
  }
}
