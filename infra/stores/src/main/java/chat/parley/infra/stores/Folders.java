package chat.parley.infra.stores;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// Folders that appear completely or not at all, and go completely.
public final class Folders {
  private Folders() {}

  /// Fills a folder that does not exist yet.
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /// Makes the folder unless it is there.
  ///
  /// Each caller fills one of its own and renames it: no lock to wait for, and none left by a JVM
  /// that was killed at it. Whoever comes second throws its copy away.
  static Path once(Path folder, Filler filler) throws IOException {
    if (Files.exists(folder)) {
      return folder;
    }
    var parent = Files.createDirectories(folder.toAbsolutePath().getParent());
    var unfinished = Files.createTempDirectory(parent, "unfinished-");
    try {
      filler.fill(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
    } finally {
      delete(unfinished);
    }
    return folder;
  }

  /// The extracted binaries' home: per user, as nobody should run what another user may replace.
  static Path binaries() throws IOException {
    var home = Path.of(System.getProperty("user.home"), ".cache");
    // The system's temporary folder is swept by age, file by file; a half-swept PostgreSQL fails in
    // odd ways. It serves where there is no home, or none that PostgreSQL's own user can enter.
    return !Unprivileged.CHANGES_USER && canWrite(home)
        ? home.resolve("parley-stores")
        : temporaryBinaries(new UnixSystem().getUid());
  }

  private static Path temporaryBinaries(long user) throws IOException {
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "parley-stores-" + user);
    var owner = (Integer) Files.getAttribute(Files.createDirectories(folder), "unix:uid");
    if (owner != user) {
      throw new StartException(folder + " belongs to another user; it should hold our binaries.");
    }
    return folder;
  }

  private static boolean canWrite(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }

  /// Deletes the folder with all that is in it, if it exists.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var entries = Files.walk(folder)) {
      for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }

  /// Makes the folder, for its owner's eyes only, unless it is there.
  public static Path createPrivate(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }
}
