package chat.parley.api.reaction;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/// The caller's own reactions to a message.
@Controller("/v1/messages/{id}/reactions/{emoji}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ReactionController {
  private final ReactionService reactions;

  ReactionController(ReactionService reactions) {
    this.reactions = reactions;
  }

  /// Adds a reaction of the caller's to a message.
  ///
  /// @param emoji one Unicode emoji
  @Put
  @Refuses({ErrorCode.BLOCKED, ErrorCode.CONFLICT, ErrorCode.VALIDATION_FAILED})
  HttpResponse<Page<Message.Reaction>> add(
      @PathVariable MessageId id, @PathVariable String emoji, Caller caller) {
    Optional<Emoji> parsed = Emoji.parse(emoji);
    return parsed.isPresent()
        ? answer(reactions.add(id, caller.user(), parsed.get()))
        : notAnEmoji();
  }

  /// Takes a reaction of the caller's back.
  ///
  /// @param emoji one Unicode emoji
  @Delete
  @Refuses({ErrorCode.BLOCKED, ErrorCode.CONFLICT, ErrorCode.VALIDATION_FAILED})
  HttpResponse<Page<Message.Reaction>> remove(
      @PathVariable MessageId id, @PathVariable String emoji, Caller caller) {
    Optional<Emoji> parsed = Emoji.parse(emoji);
    return parsed.isPresent()
        ? answer(reactions.remove(id, caller.user(), parsed.get()))
        : notAnEmoji();
  }

  private static HttpResponse<Page<Message.Reaction>> answer(ReactionResult result) {
    return switch (result) {
      case ReactionResult.Done done -> HttpResponse.ok(new Page<>(done.reactions(), null));
      case ReactionResult.Unknown unknown -> Problems.notFound();
      case ReactionResult.Closed closed ->
          Problems.refuse(
              ErrorCode.CONFLICT, "Deleted messages and those of the system take no reactions.");
      case ReactionResult.Blocked blocked -> Problems.blocked();
      case ReactionResult.Full full ->
          Problems.refuse(
              ErrorCode.CONFLICT,
              "A message has at most %d different reactions.".formatted(ReactionRepository.MOST));
    };
  }

  private static HttpResponse<Page<Message.Reaction>> notAnEmoji() {
    return Problems.invalid("emoji", "emoji", "must be one Unicode emoji");
  }
}
