package chat.parley.api.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Content of any size that needs no memory, at one place of which something happens.
final class Zeros extends InputStream {
  private final long size;
  private final long place;
  private final Event event;
  private long given;
  private boolean happened;

  /// @param place after so many bytes
  Zeros(long size, long place, Event event) {
    this.size = size;
    this.place = place;
    this.event = event;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (given == place && !happened) {
      happened = true;
      event.happen();
    }
    long until = given < place ? place : size;
    if (until == given) {
      return -1;
    }
    int read = (int) Math.min(length, until - given);
    Arrays.fill(bytes, offset, offset + read, (byte) 0);
    given += read;
    return read;
  }

  interface Event {
    void happen() throws IOException;
  }
}
