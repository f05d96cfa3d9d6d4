package chat.parley.api.conversation;

import chat.parley.api.avatar.AvatarForm;
import chat.parley.api.avatar.AvatarUploads;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/// What a conversation looks like.
@Controller("/v1/conversations/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ChangeController {
  private final Descriptions descriptions;
  private final ConversationAvatars avatars;
  private final AvatarUploads uploads;
  private final Standings standings;
  private final ConversationService conversations;

  ChangeController(
      Descriptions descriptions,
      ConversationAvatars avatars,
      AvatarUploads uploads,
      Standings standings,
      ConversationService conversations) {
    this.descriptions = descriptions;
    this.avatars = avatars;
    this.uploads = uploads;
    this.standings = standings;
    this.conversations = conversations;
  }

  /// Changes the name, the description, or who may find it. What is left out stays as it is.
  @Patch
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Conversation> change(
      @PathVariable ConversationId id, @Valid @Body ChangeRequest body, Caller caller) {
    return answer(
        descriptions.change(id, caller.user(), body.change()), () -> view(id, caller.user()));
  }

  /// Makes an image the conversation's avatar, cut and cleaned like a user's.
  @Post(value = "/avatar", consumes = MediaType.MULTIPART_FORM_DATA)
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Conversation> setAvatar(
      @PathVariable ConversationId id,
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
    // Decided again when the picture is there; this spares who may not the way there.
    Ruling ruling = standings.rule(Deed.DESCRIBE, id, caller.user());
    return ruling.isAllowed()
        ? uploads.receive(
            DescriptionRepository.KIND,
            request,
            body,
            caller.user(),
            url -> answer(avatars.replace(id, caller.user(), url), () -> view(id, caller.user())))
        : ruling.refusal();
  }

  /// Takes the conversation's avatar away.
  @Delete("/avatar")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> removeAvatar(@PathVariable ConversationId id, Caller caller) {
    return answer(avatars.replace(id, caller.user(), null), HttpResponse::noContent);
  }

  private HttpResponse<Conversation> view(ConversationId id, UserId viewer) {
    return conversations
        .find(id, viewer)
        .<HttpResponse<Conversation>>map(HttpResponse::ok)
        // Put out in the same moment.
        .orElseGet(Problems::notFound);
  }

  private static <T> HttpResponse<T> answer(
      ChangeResult result, Supplier<HttpResponse<T>> changed) {
    return switch (result) {
      case ChangeResult.Changed done -> changed.get();
      case ChangeResult.Refused refused -> refused.ruling().refusal();
      case ChangeResult.LobbyStaysPublic lobby ->
          Problems.refuse(ErrorCode.CONFLICT, "The lobby is open to everybody.");
    };
  }
}
