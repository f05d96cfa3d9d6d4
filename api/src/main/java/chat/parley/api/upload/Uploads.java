package chat.parley.api.upload;

import chat.parley.api.draft.Drafts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.commons.fileupload.MultipartStream;

/// Receives files. They lie in a folder of drafts until whoever asked for them has done with them,
/// or the process is gone.
@Singleton
public class Uploads {
  /// What a form has besides the file: boundaries, heads, other parts.
  private static final long FORM = 64 * 1024;

  private static final int LONGEST_BOUNDARY = 70; // RFC 2046 §5.1.1

  private final Drafts drafts;

  Uploads(UploadSettings settings, Clock clock) {
    this.drafts = new Drafts(settings.path(), clock);
  }

  /// @param body read as far as needed, and closed
  /// @param most how large the file may be, in bytes
  public UploadResult receive(HttpRequest<?> request, InputStream body, long most)
      throws IOException {
    try (body) {
      Optional<String> boundary = boundary(request);
      if (boundary.isEmpty()) {
        return new UploadResult.Malformed();
      }
      // Whoever says beforehand that it is too much need not send it.
      if (request.getContentLength() > most + FORM) {
        return new UploadResult.TooLarge();
      }
      return receive(body, boundary.get(), most);
    }
  }

  /// Where what is made of a file may be written, beside those that come. Whoever asked deletes it.
  public Path scratch() throws IOException {
    return drafts.next();
  }

  private UploadResult receive(InputStream body, String boundary, long most) throws IOException {
    try (FormReader reader = new FormReader(body, boundary, most, drafts)) {
      return reader.read();
    } catch (TooLargeException e) {
      return new UploadResult.TooLarge();
    } catch (MultipartStream.MalformedStreamException
        | MultipartStream.IllegalBoundaryException e) {
      return new UploadResult.Malformed();
    } catch (IOException e) {
      if (e.getCause() instanceof ContentLengthExceededException) {
        return new UploadResult.TooLarge();
      }
      // The client hung up, or sent what no part of a form can be.
      return new UploadResult.Malformed();
    }
  }

  /// What a process left behind when it died, any of them.
  @Scheduled(fixedDelay = "10m")
  void sweep() throws IOException {
    drafts.sweep();
  }

  @PreDestroy
  void close() throws IOException {
    drafts.close();
  }

  private static Optional<String> boundary(HttpRequest<?> request) {
    return request
        .getContentType()
        .flatMap(type -> type.getParameters().get("boundary"))
        .map(boundary -> boundary.replaceAll("^\"|\"$", ""))
        .filter(boundary -> !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY)
        .filter(boundary -> StandardCharsets.US_ASCII.newEncoder().canEncode(boundary));
  }
}
