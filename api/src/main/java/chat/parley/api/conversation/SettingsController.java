package chat.parley.api.conversation;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.shared.id.ConversationId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;

/// What a conversation is to the caller alone.
@Controller("/v1/conversations/{id}/settings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SettingsController {
  private final SettingsService settings;

  SettingsController(SettingsService settings) {
    this.settings = settings;
  }

  /// Sets what the caller wants to be told of, and whether the conversation is archived or pinned
  /// for them.
  ///
  /// @return the settings as they are now
  @Put
  HttpResponse<ParticipantSettings> set(
      @PathVariable ConversationId id, @Valid @Body SettingsRequest body, Caller caller) {
    return settings
        .set(id, caller.user(), body)
        .<HttpResponse<ParticipantSettings>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }
}
