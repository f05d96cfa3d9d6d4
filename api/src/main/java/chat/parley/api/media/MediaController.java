package chat.parley.api.media;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refusals;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message.Attachment;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files: uploaded, fetched, and taken back as long as they are unsent.
@Controller("/v1/media")
@ExecuteOn(TaskExecutors.BLOCKING)
class MediaController {
  private final MediaUploads uploads;
  private final UnsentMedia unsent;
  private final MediaRepository media;
  private final MediaLinks links;
  private final Downloads downloads;

  MediaController(
      MediaUploads uploads,
      UnsentMedia unsent,
      MediaRepository media,
      MediaLinks links,
      Downloads downloads) {
    this.uploads = uploads;
    this.unsent = unsent;
    this.media = media;
    this.links = links;
    this.downloads = downloads;
  }

  /// Uploads a file, to be sent by its id. One that is never sent disappears after a day.
  /// Pictures are set upright and keep nothing but what is seen. The declared type has to be that
  /// of the file.
  @Post(consumes = MediaType.MULTIPART_FORM_DATA)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @ApiResponse(responseCode = "201", description = "Kept", useReturnTypeSchema = true)
  HttpResponse<Attachment> upload(
      @Body
          @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA,
                      schema = @Schema(implementation = MediaForm.class)))
          InputStream body,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return uploads.receive(
        request,
        body,
        caller.user(),
        new MediaUploads.Next<>() {
          @Override
          public Optional<HttpResponse<Attachment>> before(Map<String, String> fields) {
            return Optional.empty();
          }

          @Override
          public HttpResponse<Attachment> after(Attachment kept, Map<String, String> fields) {
            return HttpResponse.created(kept);
          }
        });
  }

  /// The file itself, for who has uploaded it, for who can read a message that carries it, and
  /// for who has an attachment's `url`. One range of bytes may be asked for.
  ///
  /// @param expires as in the `url`
  /// @param signature as in the `url`
  @Get(value = "/{id}", produces = MediaType.ALL)
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "206",
      description = "A part of it",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "304", description = "It is the one that the client has")
  @ApiResponse(responseCode = "307", description = "It is to be had from the storage itself")
  @Refuses(with416 = ErrorCode.VALIDATION_FAILED)
  HttpResponse<Opened> get(
      @PathVariable MediaId id,
      @Nullable @QueryValue String expires,
      @Nullable @QueryValue String signature,
      @Nullable Caller caller,
      HttpRequest<?> request)
      throws IOException {
    return answer(id, MediaLinks.Variant.WHOLE, expires, signature, caller, request);
  }

  /// A small picture of a picture, for the same people.
  ///
  /// @param expires as in the `thumbnail_url`
  /// @param signature as in the `thumbnail_url`
  @Get(value = "/{id}/thumbnail", produces = MediaType.ALL)
  @Secured(SecurityRule.IS_ANONYMOUS)
  @ApiResponse(
      responseCode = "200",
      description = "A JPEG or PNG of 320 pixels at most",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "206",
      description = "A part of it",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "304", description = "It is the one that the client has")
  @ApiResponse(responseCode = "307", description = "It is to be had from the storage itself")
  @Refuses(with416 = ErrorCode.VALIDATION_FAILED)
  HttpResponse<Opened> thumbnail(
      @PathVariable MediaId id,
      @Nullable @QueryValue String expires,
      @Nullable @QueryValue String signature,
      @Nullable Caller caller,
      HttpRequest<?> request)
      throws IOException {
    return answer(id, MediaLinks.Variant.THUMBNAIL, expires, signature, caller, request);
  }

  private HttpResponse<Opened> answer(
      MediaId id,
      MediaLinks.Variant variant,
      @Nullable String expires,
      @Nullable String signature,
      @Nullable Caller caller,
      HttpRequest<?> request)
      throws IOException {
    Optional<MediaRepository.Found> found =
        switch (links.check(id, variant, expires, signature)) {
          case GOOD -> media.find(id, null);
          case EXPIRED -> media.find(id, reader(caller, request, ErrorCode.TOKEN_EXPIRED));
          case WRONG -> media.find(id, reader(caller, request, null));
        };
    Optional<Download> download = found.flatMap(each -> variant.of(id, each));
    return download.isPresent() ? downloads.answer(request, download.get()) : Problems.notFound();
  }

  /// @param reason why a link is of no use to who has no token either
  private static UserId reader(
      @Nullable Caller caller, HttpRequest<?> request, @Nullable ErrorCode reason) {
    if (caller != null) {
      return caller.user();
    }
    if (reason != null) {
      Refusals.note(request, reason);
    }
    throw new AuthorizationException(null);
  }

  /// Takes a file back that no message carries yet.
  @Delete("/{id}")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Refuses(ErrorCode.CONFLICT)
  HttpResponse<Void> delete(@PathVariable MediaId id, Caller caller) {
    return switch (unsent.delete(id, caller.user())) {
      case DONE -> HttpResponse.noContent();
      case SENT ->
          Problems.refuse(ErrorCode.CONFLICT, "A message carries it; delete that instead.");
      case ABSENT -> Problems.notFound();
    };
  }
}
