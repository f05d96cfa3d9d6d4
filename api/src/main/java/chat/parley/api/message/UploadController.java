package chat.parley.api.message;

import chat.parley.api.media.MediaUploads;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;

/// Uploading and sending in one call.
@Controller("/v1/conversations/{id}/messages/upload")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class UploadController {
  private final MediaUploads uploads;
  private final FileSends sends;

  UploadController(MediaUploads uploads, FileSends sends) {
    this.uploads = uploads;
    this.sends = sends;
  }

  /// Uploads a file and sends it. Where the message is refused, the file is gone as well.
  @Post(consumes = MediaType.MULTIPART_FORM_DATA)
  @ApiResponse(responseCode = "201", description = "Sent", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "Sent before under the same `client_id`",
      useReturnTypeSchema = true)
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.MUTED, ErrorCode.BLOCKED, ErrorCode.CONTENT_REJECTED})
  HttpResponse<Message> uploadAndSend(
      @PathVariable ConversationId id,
      @Body
          @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA,
                      schema = @Schema(implementation = UploadForm.class)))
          InputStream body,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return uploads.receive(request, body, caller.user(), sends.into(id, caller.user()));
  }
}
