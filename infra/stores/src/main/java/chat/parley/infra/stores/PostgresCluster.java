package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What PostgreSQL keeps on disk: `data/`, made at the first start, and the password to it.
record PostgresCluster(Path folder) {
  static final String SUPERUSER = "parley";

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("postgres.log");
  }

  String password() throws IOException {
    return Files.readString(passwordFile());
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  void create(PostgresInstallation installation, boolean durable) throws IOException {
    Folders.createPrivate(folder);
    if (!Files.exists(data())) {
      createPassword();
      Folders.once(data(), unfinished -> initialise(unfinished, installation, durable));
    }
  }

  private void createPassword() throws IOException {
    if (Files.exists(passwordFile())) {
      return;
    }
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile(), Base64.getUrlEncoder().encodeToString(bytes));
  }

  /// In a new folder, what a running server has here.
  PostgresCluster copy(Path folder, Connection server) throws IOException, SQLException {
    var copy = new PostgresCluster(folder);
    Files.copy(passwordFile(), copy.passwordFile());
    BaseBackup.take(server, data(), copy.data());
    return copy;
  }

  /// Has a copy read on from the log of the server that it was taken of.
  ///
  /// @param server how to reach it; in the file, for arguments are public
  void follow(String server) throws IOException {
    Files.writeString(
        data().resolve("postgresql.auto.conf"),
        "primary_conninfo = '%s'%nprimary_slot_name = 'standby'%n".formatted(server),
        StandardOpenOption.APPEND);
  }

  private void initialise(Path unfinished, PostgresInstallation installation, boolean durable)
      throws IOException {
    Unprivileged.giveTo(unfinished);
    var command =
        new ArrayList<>(
            List.of(
                installation.binaries().resolve("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-instructions"));
    command.addAll(installation.locale());
    if (!durable) {
      command.add("--no-sync");
    }
    var initdb =
        new ProcessBuilder(Unprivileged.command(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (initdb.onExit().join().exitValue() != 0) {
      var lastLine = output.lines().reduce("it wrote nothing", (former, line) -> line);
      throw new StartException("PostgreSQL's initdb failed in " + folder + ": " + lastLine);
    }
  }

  /// PostgreSQL itself looks only whether the process in `postmaster.pid` exists. After a reboot,
  /// and in a container always, that number is soon somebody else's.
  void dropPidFileOfTheDead() throws IOException {
    var server = recordedServer();
    if (server.isPresent()) {
      throw new StartException(
          "PostgreSQL cannot start: its data in %s is in use by process %d."
              .formatted(folder, server.get().pid()));
    }
    Files.deleteIfExists(pidFile());
  }

  private Optional<ProcessHandle> recordedServer() throws IOException {
    var lines = pidFileLines();
    if (lines.size() < 3) {
      return Optional.empty();
    }
    var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> Liveness.isRunning(process) && hasStartedAbout(started, process));
  }

  private static boolean hasStartedAbout(Instant time, ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, time).abs().compareTo(Duration.ofSeconds(10)) < 0)
        .orElse(true);
  }

  /// The eighth line is how `pg_ctl --wait` knows, too.
  boolean isReady(long pid) {
    try {
      var lines = pidFileLines();
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(pid))
          && Set.of("ready", "standby").contains(lines.get(7).strip());
    } catch (IOException e) {
      return false; // being rewritten at this moment; there is a next look
    }
  }

  private List<String> pidFileLines() throws IOException {
    return Files.exists(pidFile()) ? Files.readAllLines(pidFile()) : List.of();
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }
}
