package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// PostgreSQL on 127.0.0.1, for up to 200 connections: version 18, or one that is installed here.
public final class PostgresStore extends Store {
  private final PostgresCluster cluster;
  private final PostgresInstallation installation;
  private final String password;

  private PostgresStore(PostgresServer server, int port) throws IOException {
    super(server, port);
    this.cluster = server.cluster();
    this.installation = server.installation();
    this.password = server.cluster().password();
  }

  /// Keeps its data, durably, in the folder, which is made if need be.
  ///
  /// @param port 0 for any that is free
  /// @throws StartException with one line that says why not
  public static PostgresStore start(Path folder, int port) {
    return start(folder, port, Map.of());
  }

  /// @param settings as in postgresql.conf, before the ones chosen here
  public static PostgresStore start(Path folder, int port, Map<String, String> settings) {
    var cluster = new PostgresCluster(folder.toAbsolutePath().normalize());
    try {
      Files.deleteIfExists(cluster.log());
      return new PostgresStore(
          new PostgresServer(cluster, PostgresInstallation.fromMaven(), settings, false), port);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot start in " + folder, e);
    }
  }

  /// In a new folder, deleted on close, but left for its log if the server does not start. Fast:
  /// a failure of the machine may ruin its data, a killed server does not.
  public static PostgresStore temporary() {
    return temporary(Map.of());
  }

  public static PostgresStore temporary(Map<String, String> settings) {
    try {
      return temporary(PostgresInstallation.fromMaven(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be unpacked", e);
    }
  }

  /// The same of the system's own, which has what Maven's doesn't: `pg_dump` and its like.
  ///
  /// @param binaries as in `/usr/lib/postgresql/15/bin`
  public static PostgresStore temporary(Path binaries) {
    return temporary(PostgresInstallation.of(binaries), Map.of());
  }

  private static PostgresStore temporary(
      PostgresInstallation installation, Map<String, String> settings) {
    try {
      var cluster = new PostgresCluster(Files.createTempDirectory("parley-postgres-"));
      return new PostgresStore(new PostgresServer(cluster, installation, settings, true), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot start in a temporary folder", e);
    }
  }

  /// A temporary server that can have replicas, see [#standby()].
  public static PostgresStore temporaryPrimary() {
    return temporary(Map.of("wal_level", "replica", "max_wal_senders", "4"));
  }

  /// A temporary replica of this server, which is a [#temporaryPrimary()]: reads only, and follows
  /// as soon as it can. One per server.
  public PostgresStore standby() {
    execute("SELECT pg_create_physical_replication_slot('standby', true)");
    try (var connection = DriverManager.getConnection(jdbcUrl(), username(), password)) {
      var copy = cluster.copy(Files.createTempDirectory("parley-standby-"), connection);
      copy.follow(
          "host=%s port=%d user=%s password=%s"
              .formatted(Ports.HOST, port(), username(), password));
      var settings = Map.of("wal_level", "replica", "max_wal_senders", "4");
      return new PostgresStore(new PostgresServer(copy, installation, settings, true), 0);
    } catch (IOException | SQLException e) {
      throw new StartException("PostgreSQL cannot have a replica: " + e);
    }
  }

  /// Of the database `postgres`, which is always there.
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + Ports.HOST + ":" + port() + "/" + database;
  }

  /// A superuser.
  public String username() {
    return PostgresCluster.SUPERUSER;
  }

  public String password() {
    return password;
  }

  /// Makes the database, which must not be there yet.
  ///
  /// @return its JDBC URL
  public String createDatabase(String name) {
    execute("CREATE DATABASE " + quote(name));
    return jdbcUrl(name);
  }

  /// Makes the database with all that is in the template, which nobody may be connected to.
  ///
  /// @return its JDBC URL
  public String copyDatabase(String template, String name) {
    execute("CREATE DATABASE %s TEMPLATE %s".formatted(quote(name), quote(template)));
    return jdbcUrl(name);
  }

  /// Makes the database unless it is there.
  ///
  /// @return its JDBC URL
  public String ensureDatabase(String name) {
    return hasDatabase(name) ? jdbcUrl(name) : createDatabase(name);
  }

  private boolean hasDatabase(String name) {
    try (var connection = DriverManager.getConnection(jdbcUrl(), username(), password);
        var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      return query.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look for database " + name, e);
    }
  }

  private void execute(String sql) {
    try (var connection = DriverManager.getConnection(jdbcUrl(), username(), password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused: " + sql, e);
    }
  }

  private static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
