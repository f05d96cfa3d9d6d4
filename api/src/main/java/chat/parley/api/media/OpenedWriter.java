package chat.parley.api.media;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.http.codec.CodecException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;

/// Sends bytes as the client takes them, and says before how many they are, which a stream of
/// anything else could not.
@Singleton
final class OpenedWriter implements ResponseBodyWriter<Opened> {
  private final ExecutorService threads;

  OpenedWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<Opened> type,
      MediaType mediaType,
      Opened opened) {
    return InputStreamByteBody.create(
        opened.stored().content(), OptionalLong.of(opened.length()), threads, bodies);
  }

  @Override
  public void writeTo(
      Argument<Opened> type,
      MediaType mediaType,
      Opened opened,
      MutableHeaders headers,
      OutputStream out) {
    try (var bytes = opened.stored().content()) {
      bytes.transferTo(out);
    } catch (IOException e) {
      throw new CodecException("a download broke off", e);
    }
  }
}
