package chat.parley.api.user;

import chat.parley.api.avatar.AvatarResult;
import chat.parley.api.avatar.AvatarSettings;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Required;
import chat.parley.api.upload.Upload;
import chat.parley.api.upload.UploadResult;
import chat.parley.api.upload.Uploads;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;

/// The caller's own avatar.
@Controller("/v1/users/me/avatar")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AvatarUploadController {
  private final Uploads uploads;
  private final UserAvatars avatars;
  private final Users users;
  private final AvatarSettings settings;
  private final RateLimits limits;

  AvatarUploadController(
      Uploads uploads,
      UserAvatars avatars,
      Users users,
      AvatarSettings settings,
      RateLimits limits) {
    this.uploads = uploads;
    this.avatars = avatars;
    this.users = users;
    this.settings = settings;
    this.limits = limits;
  }

  /// Makes an image the caller's avatar. Its middle is cut out as a square, and nothing but the
  /// picture is kept of it. The declared type has to be that of the image.
  @Post(consumes = MediaType.MULTIPART_FORM_DATA)
  HttpResponse<Me> set(
      @Body
          @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA,
                      schema = @Schema(implementation = AvatarForm.class)))
          InputStream body,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    if (limits.admit(Limit.UPLOADS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    return switch (uploads.receive(request, body, settings.maxSize())) {
      case UploadResult.Received received -> make(caller.user(), received.upload());
      case UploadResult.TooLarge tooLarge ->
          Problems.refuse(
              ErrorCode.PAYLOAD_TOO_LARGE,
              "An avatar has at most %d bytes.".formatted(settings.maxSize()));
      case UploadResult.Malformed malformed ->
          Problems.refuse(ErrorCode.MALFORMED_REQUEST, "The form can't be read.");
      case UploadResult.Missing missing -> Problems.invalid("file", "required", "must be given");
    };
  }

  private HttpResponse<Me> make(UserId user, Upload upload) throws IOException {
    try (upload) {
      return switch (avatars.set(user, upload)) {
        case AvatarResult.Kept kept ->
            users
                .me(user)
                .<HttpResponse<Me>>map(HttpResponse::ok)
                .orElseGet(
                    () -> Problems.refuse(ErrorCode.UNAUTHENTICATED, "This account is gone."));
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

  /// Takes the caller's avatar away.
  @Delete
  HttpResponse<Void> remove(Caller caller) {
    avatars.remove(caller.user());
    return HttpResponse.noContent();
  }

  /// The form by which an avatar comes.
  ///
  /// @param file a JPEG, PNG, GIF or WebP image
  @Introspected
  @Schema(name = "AvatarForm")
  record AvatarForm(@Required @Schema(type = "string", format = "binary") String file) {}
}
