package chat.parley.api.search;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Page;
import chat.parley.api.system.Required;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Finding messages.
@Controller("/v1/search/messages")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SearchController {
  private final Search search;
  private final RateLimits limits;

  SearchController(Search search, RateLimits limits) {
    this.search = search;
    this.limits = limits;
  }

  /// Finds messages by their words, in the conversations that the caller is in. A message must have
  /// all of them, each as a word or at the beginning of one; what stands in quotes must stand
  /// there just so. Case and accents don't matter. By rank, the best of the newest 1,000 hits come
  /// first. By time all hits come, the newest first; for words that very many messages have, a page
  /// may hold fewer than `limit` and have a next one all the same. Among such words, hits by rank
  /// are of the caller's newest 20,000 messages.
  ///
  /// @param q 1 to 200 characters; nothing in them is an error
  /// @param conversationId only in this conversation
  /// @param senderId only by this user
  /// @param type only of this type
  /// @param before only what was sent before this time
  /// @param after only what was sent after this time
  /// @param sort what comes first: what fits best (`rank`, if nothing is said) or the newest
  ///     (`time`)
  @Get
  HttpResponse<Page<Hit>> searchMessages(
      @Nullable @QueryValue @Required @CodePoints(min = 1, max = 200) String q,
      @Nullable @QueryValue("conversation_id") ConversationId conversationId,
      @Nullable @QueryValue("sender_id") UserId senderId,
      @Nullable @QueryValue @OneOf(Message.Type.class) @Schema(implementation = Message.Type.class)
          String type,
      @Nullable @QueryValue Instant before,
      @Nullable @QueryValue Instant after,
      @Nullable @QueryValue @OneOf(Sort.class) @Schema(implementation = Sort.class) String sort,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (limits.admit(Limit.SEARCH, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    Sort chosen = sort == null ? Sort.RANK : Enums.of(Sort.class, sort);
    SearchRequest request =
        new SearchRequest(
            caller.user(),
            Query.parse(requireNonNull(q)),
            conversationId,
            senderId,
            type == null ? null : Enums.of(Message.Type.class, type),
            after == null ? Place.EARLIEST : within(after).plusNanos(1_000),
            chosen,
            cursor == null
                ? Place.before(before == null ? Place.LATEST : within(before))
                : Place.parse(chosen, cursor),
            limit);
    return HttpResponse.ok(search.find(request));
  }

  private static Instant within(Instant time) {
    if (time.isBefore(Place.EARLIEST)) {
      return Place.EARLIEST;
    }
    return time.isAfter(Place.LATEST) ? Place.LATEST : time;
  }
}
