package chat.parley.api.storage;

import chat.parley.api.draft.Drafts;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.io.input.BoundedInputStream;

/// A folder, local or shared by network. What comes is written beside and then renamed, which is
/// atomic; the file before and its folder after are forced to the disk.
///
/// ```
/// incoming/                   half written, see [Drafts]
/// <area>/<two digits>/<name>  the digits keep folders small
/// ```
@Context // Made at the start, so that settings that are none are found out there.
@Requires(property = "parley.storage.type", notEquals = "s3")
class FolderStorage implements Storage {
  private static final String INCOMING = "incoming";
  private static final int BUFFER = 64 * 1024;

  private final Path root;
  private final Drafts drafts;

  @Inject
  FolderStorage(StorageSettings settings, Clock clock) {
    this(Path.of(settings.folder()).toAbsolutePath().normalize(), clock);
  }

  FolderStorage(Path root, Clock clock) {
    this.root = root;
    this.drafts = new Drafts(root.resolve(INCOMING), clock);
  }

  @Override
  public void put(StorageKey key, InputStream content) throws IOException {
    Path draft = ours(drafts::next);
    try {
      try (FileChannel file = ours(() -> create(draft))) {
        copy(content, file);
        done(() -> file.force(true));
      }
      done(() -> publish(draft, key));
    } finally {
      done(() -> Files.deleteIfExists(draft));
    }
  }

  private static void copy(InputStream content, FileChannel file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        done(() -> file.write(bytes));
      }
    }
  }

  private static FileChannel create(Path draft) throws IOException {
    return FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// A name is an entry in its folder, so the folder is forced too, and the one above if it is
  /// new.
  private void publish(Path draft, StorageKey key) throws IOException {
    Path folder = folderOf(key);
    boolean isNew = Files.notExists(folder);
    Files.createDirectories(folder);
    Files.move(
        draft, fileOf(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
    if (isNew) {
      forceFolder(root.resolve(key.area()));
      forceFolder(root);
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<Stored> get(StorageKey key) {
    return get(key, 0, Long.MAX_VALUE);
  }

  @Override
  public Optional<Stored> get(StorageKey key, long from, long length) {
    return ours(
        () -> {
          FileChannel file;
          try {
            file = FileChannel.open(fileOf(key), StandardOpenOption.READ);
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
          long size = file.size();
          file.position(Math.min(from, size));
          InputStream whole = Channels.newInputStream(file);
          return Optional.of(
              new Stored(
                  size,
                  length >= size
                      ? whole
                      : BoundedInputStream.builder()
                          .setInputStream(whole)
                          .setMaxCount(length)
                          .get()));
        });
  }

  @Override
  public void delete(StorageKey key) {
    done(() -> Files.deleteIfExists(fileOf(key)));
  }

  @Override
  public void forEach(String area, Instant before, Consumer<StorageKey> each) {
    eachFile(
        root.resolve(area),
        before,
        file -> StorageKey.find(area, file.getFileName().toString()).ifPresent(each));
  }

  /// Who may read it is asked here each time, so there is no address for it.
  @Override
  public Optional<URI> link(
      StorageKey key, Duration validity, String contentType, String contentDisposition) {
    return Optional.empty();
  }

  /// What a process left half written when it died, any of them.
  @Scheduled(fixedDelay = "10m")
  void sweep() {
    done(drafts::sweep);
  }

  @PreDestroy
  void close() {
    done(drafts::close);
  }

  private static void eachFile(Path folder, Instant before, Consumer<Path> each) {
    if (Files.notExists(folder)) {
      return;
    }
    done(
        () ->
            Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                  @Override
                  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.lastModifiedTime().toInstant().isBefore(before)) {
                      each.accept(file);
                    }
                    return FileVisitResult.CONTINUE;
                  }

                  @Override
                  public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    // Deleted meanwhile.
                    return FileVisitResult.CONTINUE;
                  }
                }));
  }

  private Path fileOf(StorageKey key) {
    return folderOf(key).resolve(key.name());
  }

  private Path folderOf(StorageKey key) {
    return root.resolve(key.area()).resolve("%02x".formatted(key.name().hashCode() & 0xFF));
  }

  /// Of two things that may fail, the content is the caller's and the folder is ours.
  private static <T> T ours(Work<T> work) {
    try {
      return work.done();
    } catch (IOException e) {
      throw new StorageException("the folder fails", e);
    }
  }

  private static void done(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new StorageException("the folder fails", e);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private interface Work<T> {
    T done() throws IOException;
  }
}
