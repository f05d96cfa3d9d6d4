package chat.parley.infra.stores;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs, unpacked once per user and version from the jar that Maven fetched.
final class PostgresBinaries {
  private PostgresBinaries() {}

  /// The folder `bin/` of the installation.
  static Path folder() throws IOException {
    var archive = archive();
    var version = Long.toHexString(checksum(archive));
    var home = Folders.binaries().resolve("postgres-" + version);
    return Folders.once(home, folder -> unpack(archive, folder)).resolve("bin");
  }

  private static URL archive() {
    var system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    var name = "/postgres-" + system + "-" + machine + ".txz";
    var archive = PostgresBinaries.class.getResource(name);
    if (archive == null) {
      throw new StartException(
          "No PostgreSQL for %s on %s among Maven's artifacts (looked for %s)."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), name));
    }
    return archive;
  }

  /// The jar has it ready; reading 15 MB at every start to compute one would take longer than
  /// starting PostgreSQL.
  private static long checksum(URL archive) throws IOException {
    return archive.openConnection() instanceof JarURLConnection jar
        ? jar.getJarEntry().getCrc()
        : archive.openConnection().getContentLengthLong();
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (InputStream file = new BufferedInputStream(archive.openStream());
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, folder);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    var target = entry.resolveIn(folder);
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if (target.startsWith(folder.resolve("bin"))) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
