package chat.parley.api.user;

import chat.parley.api.avatar.AvatarForm;
import chat.parley.api.avatar.AvatarUploads;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
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
  private final AvatarUploads uploads;
  private final UserAvatars avatars;
  private final Users users;

  AvatarUploadController(AvatarUploads uploads, UserAvatars avatars, Users users) {
    this.uploads = uploads;
    this.avatars = avatars;
    this.users = users;
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
    return uploads.receive(
        UserAvatarRepository.KIND,
        request,
        body,
        caller.user(),
        url -> {
          avatars.replace(caller.user(), url);
          return me(caller.user());
        });
  }

  private HttpResponse<Me> me(UserId user) {
    return users
        .me(user)
        .<HttpResponse<Me>>map(HttpResponse::ok)
        .orElseGet(() -> Problems.refuse(ErrorCode.UNAUTHENTICATED, "This account is gone."));
  }

  /// Takes the caller's avatar away.
  @Delete
  HttpResponse<Void> remove(Caller caller) {
    avatars.replace(caller.user(), null);
    return HttpResponse.noContent();
  }
}
