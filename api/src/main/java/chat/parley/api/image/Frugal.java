package chat.parley.api.image;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/// What a reader reads that is to take no more memory than a picture of that size needs.
///
/// Lossless WebP begins with its tables: 160 KB that say there are 65,536 sets of them become
/// 360 MB, whatever the picture is. Its reader asks for more of the file before each table, so
/// here it is told that there is nothing more.
final class Frugal extends ImageInputStreamImpl {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ImageInputStream file;
  private final long until;
  private final long most;

  /// @param file closed with this
  /// @param until where in the file it doesn't matter any more
  /// @param bytes the most that the thread may allocate from now on
  Frugal(ImageInputStream file, long until, long bytes) {
    this.file = file;
    this.until = until;
    this.most = THREADS.getCurrentThreadAllocatedBytes() + bytes;
  }

  @Override
  public int read() throws IOException {
    find();
    int read = file.read();
    streamPos += read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    find();
    int read = file.read(bytes, offset, length);
    streamPos += Math.max(0, read);
    return read;
  }

  private void find() throws IOException {
    bitOffset = 0;
    if (streamPos < until && THREADS.getCurrentThreadAllocatedBytes() > most) {
      throw new BrokenImageException("takes more memory than a picture of its size needs");
    }
    if (file.getStreamPosition() != streamPos) {
      file.seek(streamPos);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }
}
