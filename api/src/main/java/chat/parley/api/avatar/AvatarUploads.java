package chat.parley.api.avatar;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Problems;
import chat.parley.api.upload.Upload;
import chat.parley.api.upload.UploadResult;
import chat.parley.api.upload.Uploads;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/// Takes images in and makes avatars of them, or says why not.
@Singleton
public class AvatarUploads {
  private final Uploads uploads;
  private final Avatars avatars;
  private final AvatarSettings settings;
  private final RateLimits limits;

  AvatarUploads(Uploads uploads, Avatars avatars, AvatarSettings settings, RateLimits limits) {
    this.uploads = uploads;
    this.avatars = avatars;
    this.settings = settings;
    this.limits = limits;
  }

  /// @param kind see [AvatarOwners#kind]
  /// @param kept answers once the picture is at the address that it is given
  public <T> HttpResponse<T> receive(
      char kind,
      HttpRequest<?> request,
      InputStream body,
      UserId user,
      Function<String, HttpResponse<T>> kept)
      throws IOException {
    if (limits.admit(Limit.UPLOADS, user).isRefused()) {
      return RateLimits.refusal();
    }
    return switch (uploads.receive(request, body, settings.maxSize())) {
      case UploadResult.Received received -> make(kind, received.upload(), kept);
      case UploadResult.TooLarge tooLarge ->
          Problems.refuse(
              ErrorCode.PAYLOAD_TOO_LARGE,
              "An avatar has at most %d bytes.".formatted(settings.maxSize()));
      case UploadResult.Malformed malformed ->
          Problems.refuse(ErrorCode.MALFORMED_REQUEST, "The form can't be read.");
      case UploadResult.Missing missing -> Problems.invalid("file", "required", "must be given");
    };
  }

  private <T> HttpResponse<T> make(char kind, Upload upload, Function<String, HttpResponse<T>> kept)
      throws IOException {
    try (upload) {
      return switch (avatars.keep(kind, upload)) {
        case AvatarResult.Kept made -> kept.apply(made.url());
        case AvatarResult.NotAnImage notAnImage ->
            Problems.refuse(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Send a JPEG, PNG, GIF or WebP image, declared as what it is.");
        case AvatarResult.TooLarge tooLarge ->
            Problems.refuse(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "An avatar is made of an image of at most %d pixels."
                    .formatted(settings.maxPixels()));
        case AvatarResult.Busy busy ->
            Problems.refuse(
                ErrorCode.DEPENDENCY_UNAVAILABLE, "Too many avatars are being made; retry.");
      };
    }
  }
}
