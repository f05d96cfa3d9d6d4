package chat.parley.infra.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/// Gives files all that doesn't come from their content.
///
/// **Invariant: everything in an image is of the same age.** An AOT cache is of use only with jars
/// as old as those it was made with. A builder of images compares contents, not times: it takes a
/// layer of jars from an earlier build, and the cache from this one.
final class Uniform {
  static final FileTime AGE = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String READABLE = "rw-r--r--";

  private Uniform() {}

  /// Of everything in the folder, and itself: the age, and that whoever runs the program may read
  /// it and nobody may change it, whatever the mask of whoever builds.
  static void make(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      for (var entry : entries.toList()) {
        if (!Files.isSymbolicLink(entry)) {
          var rights = Files.isExecutable(entry) ? EXECUTABLE : READABLE;
          Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString(rights));
          Files.setLastModifiedTime(entry, AGE);
        }
      }
    }
  }
}
