package chat.parley.infra.dev;

import chat.parley.infra.stores.Folders;
import chat.parley.infra.stores.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `.parley/dev` of the checkout: data, secrets and logs, for one launcher at a time.
record DevFolder(Path folder) {
  /// A channel that nobody refers to is closed by the garbage collector, and its lock let go.
  private static final Set<FileChannel> LOCKED = ConcurrentHashMap.newKeySet();

  static DevFolder of(Path root) {
    return new DevFolder(root.toAbsolutePath().normalize().resolve(".parley").resolve("dev"));
  }

  /// For the rest of this JVM's life; the system lets go of it then, however that life ends.
  void lock() throws IOException {
    var file = folder.resolveSibling("dev.lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new StartException(
          "it runs already, as process %s. End that one first, with Ctrl-C."
              .formatted(Files.readString(file).strip()));
    }
    LOCKED.add(channel);
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
  }

  /// There from the start until an orderly end. Maven looks at this file, not at our exit code, as
  /// for that it would print a stack trace below the line that tells the user what to do.
  private Path open() {
    return folder.resolveSibling("dev.open");
  }

  void begin() throws IOException {
    Files.createDirectories(open().getParent());
    Files.write(open(), new byte[0]);
  }

  void end() throws IOException {
    Files.deleteIfExists(open());
  }

  void empty() throws IOException {
    Folders.delete(folder);
  }

  void create() throws IOException {
    Folders.createPrivate(folder);
  }

  Path logs() {
    return folder.resolve("log");
  }
}
