package chat.parley.api.media;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.storage.StorageException;
import chat.parley.api.system.Problems;
import chat.parley.api.upload.Upload;
import chat.parley.api.upload.UploadResult;
import chat.parley.api.upload.Uploads;
import chat.parley.shared.event.Message.Attachment;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes files in, or says why not.
@Singleton
public class MediaUploads {
  private static final Logger LOG = LoggerFactory.getLogger(MediaUploads.class);

  private final Uploads uploads;
  private final MediaTypes types;
  private final Preparations preparations;
  private final Contents contents;
  private final Thumbnails thumbnails;
  private final MediaRepository media;
  private final MediaSettings settings;
  private final RateLimits limits;
  private final IdGenerator ids;

  MediaUploads(
      Uploads uploads,
      MediaTypes types,
      Preparations preparations,
      Contents contents,
      Thumbnails thumbnails,
      MediaRepository media,
      MediaSettings settings,
      RateLimits limits,
      IdGenerator ids) {
    this.uploads = uploads;
    this.types = types;
    this.preparations = preparations;
    this.contents = contents;
    this.thumbnails = thumbnails;
    this.media = media;
    this.settings = settings;
    this.limits = limits;
    this.ids = ids;
  }

  /// What becomes of a form with a file.
  ///
  /// @param <T> what is answered in the end
  public interface Next<T> {

    /// An answer that needs no file, by the other fields of the form; usually there is none.
    Optional<HttpResponse<T>> before(Map<String, String> fields);

    /// @param kept unsent
    HttpResponse<T> after(Attachment kept, Map<String, String> fields);
  }

  /// @param body is read no further than needed
  public <T> HttpResponse<T> receive(
      HttpRequest<?> request, InputStream body, UserId user, Next<T> next) throws IOException {
    if (limits.admit(Limit.UPLOADS, user).isRefused()) {
      return RateLimits.refusal();
    }
    return switch (uploads.receive(request, body, settings.maxSize())) {
      case UploadResult.Received received -> received(received.upload(), user, next);
      case UploadResult.TooLarge tooLarge ->
          Problems.refuse(
              ErrorCode.PAYLOAD_TOO_LARGE,
              "A file has at most %d bytes.".formatted(settings.maxSize()));
      case UploadResult.Malformed malformed ->
          Problems.refuse(ErrorCode.MALFORMED_REQUEST, "The form can't be read.");
      case UploadResult.Missing missing -> Problems.invalid("file", "required", "must be given");
    };
  }

  /// All of it has come, so what fails now is our disk.
  private <T> HttpResponse<T> received(Upload upload, UserId user, Next<T> next) {
    try (upload) {
      Optional<HttpResponse<T>> early = next.before(upload.fields());
      if (early.isPresent()) {
        return early.get();
      }
      if (upload.size() == 0) {
        return Problems.invalid("file", "size", "must not be empty");
      }
      return switch (types.of(upload.file(), upload.fileName(), upload.declaredType())) {
        case TypeRuling.Taken taken -> keep(upload, taken.type(), user, next);
        case TypeRuling.NotTaken other ->
            notTaken("This is %s, which is not taken here.", other.type());
        case TypeRuling.Mismatch other ->
            notTaken("This is %s, and not declared as that.", other.type());
      };
    } catch (IOException e) {
      throw new StorageException("what has come can't be worked on", e);
    }
  }

  private static <T> MutableHttpResponse<T> notTaken(String detail, String type) {
    return Problems.refuse(ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail.formatted(type));
  }

  private <T> HttpResponse<T> keep(Upload upload, String type, UserId user, Next<T> next)
      throws IOException {
    Path scratch = uploads.scratch();
    try {
      return switch (preparations.prepare(upload.file(), type, scratch)) {
        case Preparations.Result.Ready ready -> keep(ready, upload, user, next);
        case Preparations.Result.Broken broken -> notTaken("This is %s, and broken.", type);
        case Preparations.Result.TooManyPixels tooMany ->
            Problems.refuse(ErrorCode.PAYLOAD_TOO_LARGE, "This picture has too many pixels.");
        case Preparations.Result.Busy busy ->
            Problems.refuse(
                ErrorCode.DEPENDENCY_UNAVAILABLE, "Too many files are being looked at; retry.");
      };
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private <T> HttpResponse<T> keep(
      Preparations.Result.Ready ready, Upload upload, UserId user, Next<T> next)
      throws IOException {
    Facts facts = ready.facts();
    Medium medium =
        new Medium(ids.media(), user, FileNames.of(upload.fileName(), facts.type()), facts);
    Optional<Contents.Kept> content = contents.keep(medium, ready.file());
    if (content.isEmpty()) {
      return Problems.refuse(
          ErrorCode.DEPENDENCY_UNAVAILABLE, "This file could not be kept; retry.");
    }
    if (content.get().isNew() && facts.kind() == Attachment.Kind.IMAGE) {
      awaitThumbnail(content.get().content(), facts.type(), ready.file());
    }
    return media
        .attachment(medium.id())
        .map(kept -> next.after(kept, upload.fields()))
        .orElseGet(Problems::notFound);
  }

  /// The file is here now; where it takes too long, the answer goes without, and another time it
  /// is made of what was kept.
  private void awaitThumbnail(ContentId content, String type, Path file) {
    try {
      thumbnails
          .make(content, type, file)
          .get(settings.thumbnailPatience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("no thumbnail yet: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
