package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// A copy of a running server's data, taken as PostgreSQL's manual says: between
/// `pg_backup_start` and `pg_backup_stop`, without the log, which a replica then reads from the
/// server itself. A program for it (`pg_basebackup`) is not among Maven's artifacts.
final class BaseBackup {
  /// Folders whose contents are the server's own, and its pid file.
  private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot");

  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal");

  private BaseBackup() {}

  /// @param server a connection, the same from begin to end
  /// @param target doesn't exist yet
  static void take(Connection server, Path data, Path target) throws SQLException, IOException {
    try (var statement = server.createStatement()) {
      statement.execute("SELECT pg_backup_start('standby', true)");
      Files.walkFileTree(data, new Copying(data, target));
      try (var row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        row.next();
        give(Files.writeString(target.resolve("backup_label"), row.getString(1)));
      }
    }
    give(Files.createFile(target.resolve("standby.signal")));
  }

  private static void give(Path file) throws IOException {
    Unprivileged.giveTo(file);
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      var relative = from.relativize(folder);
      if (relative.getNameCount() > 1 && isEmptied(relative)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      var copy = to.resolve(relative);
      Files.createDirectory(
          copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      give(copy);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      var relative = from.relativize(file);
      if (!isEmptied(relative) && !LEFT_OUT.contains(relative.toString())) {
        copy(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isEmptied(Path relative) {
      return EMPTIED.contains(relative.getName(0).toString());
    }

    /// The server goes on meanwhile: what it deletes is not needed.
    private void copy(Path file) throws IOException {
      try {
        give(Files.copy(file, to.resolve(from.relativize(file))));
      } catch (NoSuchFileException e) {
        if (Files.exists(file)) {
          throw e;
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
