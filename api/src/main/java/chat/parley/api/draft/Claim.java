package chat.parley.api.draft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.file.PathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process's own part of a folder, and the lock that says that it lives.
final class Claim implements AutoCloseable {
  private static final String SUFFIX = ".lock";
  private static final int TRIES = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

  /// The locks of this JVM, which it must not try: it would have to open and close their files,
  /// and in POSIX the first of a file's descriptors to be closed ends all locks that the process
  /// has on it. For the same reason the files that are written are not what is locked.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path lock;
  private final FileChannel channel;

  private Claim(Path lock, FileChannel channel) {
    this.lock = lock;
    this.channel = channel;
  }

  static Claim stake(Path folder) throws IOException {
    Path place = Files.createDirectories(folder).toRealPath();
    for (int i = 0; i < TRIES; i++) {
      Path lock = place.resolve(UUID.randomUUID() + SUFFIX);
      OURS.add(lock);
      FileChannel channel = open(lock);
      if (isHeld(channel, lock)) {
        Files.createDirectory(folderOf(lock), readableByNobodyElse(place));
        return new Claim(lock, channel);
      }
      channel.close();
      OURS.remove(lock);
    }
    throw new IOException("each lock in %s was taken away".formatted(folder));
  }

  private static FileChannel open(Path lock) throws IOException {
    try {
      return FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      OURS.remove(lock);
      throw e;
    }
  }

  /// Since its file was made a sweep may have found it free, and taken it away, or be about to.
  /// From now on none can.
  static boolean isHeld(FileChannel channel, Path lock) {
    try {
      return channel.tryLock() != null && Files.exists(lock);
    } catch (IOException e) {
      // Whoever sweeps will see the same, and leave us a day.
      LOG.warn("no locks on this file system: {}", e.getMessage());
      return true;
    }
  }

  private static FileAttribute<?>[] readableByNobodyElse(Path place) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  Path folder() {
    return folderOf(lock);
  }

  /// Somebody may have cleared all away, as is done with folders for temporary files.
  boolean holds() {
    return Files.exists(lock) && Files.exists(folder());
  }

  /// What became of the process that a lock is of. Where it is dead, its files are deleted.
  enum Fate {
    ALIVE,
    DEAD,
    UNKNOWN
  }

  static Fate look(Path lock) throws IOException {
    if (OURS.contains(lock)) {
      return Fate.ALIVE;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      Fate fate = fate(channel);
      if (fate == Fate.DEAD) {
        // The lock goes last: should we die here, the next finds it.
        PathUtils.delete(folderOf(lock));
        Files.deleteIfExists(lock);
      }
      return fate;
    }
  }

  private static Fate fate(FileChannel channel) {
    try {
      return channel.tryLock() == null ? Fate.ALIVE : Fate.DEAD;
    } catch (OverlappingFileLockException e) {
      // Another sweep of this JVM has it.
      return Fate.ALIVE;
    } catch (IOException e) {
      return Fate.UNKNOWN;
    }
  }

  static boolean isLock(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  static boolean hasLock(Path folder) {
    return Files.exists(folder.resolveSibling(folder.getFileName() + SUFFIX));
  }

  private static Path folderOf(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
  }

  /// A draft that is still there is left to the next sweep, with the lock, which is free then.
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(folder());
      Files.deleteIfExists(lock);
    } catch (DirectoryNotEmptyException e) {
      LOG.info("still writing at the end: {}", e.getMessage());
    } finally {
      OURS.remove(lock);
    }
  }
}
