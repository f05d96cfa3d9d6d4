package chat.parley.api.storage;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What comes from S3, while it comes.
final class S3Content extends InputStream {
  private final ResponseInputStream<GetObjectResponse> in;
  private long left;

  S3Content(ResponseInputStream<GetObjectResponse> in) {
    this.in = in;
    this.left = in.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = in.read(bytes, offset, length);
      left -= Math.max(0, read);
      return read;
    } catch (IOException | SdkException e) {
      throw new BrokenContentException(e);
    }
  }

  /// To read what is left of a gigabyte, only to keep the connection, takes longer than a new one.
  @Override
  public void close() throws IOException {
    if (left > 0) {
      in.abort();
    } else {
      in.close();
    }
  }
}
