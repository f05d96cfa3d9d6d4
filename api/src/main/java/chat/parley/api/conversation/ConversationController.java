package chat.parley.api.conversation;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.RateLimits;
import chat.parley.api.role.Ruling;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Enums;
import chat.parley.api.system.OneOf;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
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
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conversations.
@Controller("/v1/conversations")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ConversationController {
  private final ConversationService conversations;
  private final Closing closing;

  ConversationController(ConversationService conversations, Closing closing) {
    this.conversations = conversations;
    this.closing = closing;
  }

  /// Opens a conversation.
  @Post
  @ApiResponse(responseCode = "201", description = "Opened", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The direct conversation that there is already",
      useReturnTypeSchema = true)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.FORBIDDEN, ErrorCode.BLOCKED})
  HttpResponse<Conversation> create(@Valid @Body CreateRequest body, Caller caller) {
    Set<UserId> others = new LinkedHashSet<>(requireNonNull(body.participantIds()));
    if (others.contains(null)) {
      return Problems.invalid("participant_ids", "required", "null is nobody");
    }
    others.remove(caller.user());
    Conversation.Type type = typeOf(body, others);
    Conversation.Visibility visibility =
        body.visibility() == null
            ? Conversation.Visibility.PRIVATE
            : Enums.of(Conversation.Visibility.class, body.visibility());
    if (type == Conversation.Type.DIRECT) {
      if (others.size() != 1) {
        return Problems.invalid(
            "participant_ids", "size", "a direct conversation is with one other person");
      }
      if (visibility == Conversation.Visibility.PUBLIC) {
        return Problems.invalid("visibility", "enum", "a direct conversation is private");
      }
    }
    return switch (conversations.create(
        caller.user(), type, visibility, body.name(), body.description(), others)) {
      case CreateResult.Created created -> HttpResponse.created(created.conversation());
      case CreateResult.Existing existing -> HttpResponse.ok(existing.conversation());
      case CreateResult.UnknownUser unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "One of the participants does not exist.");
      case CreateResult.Blocked blocked -> Problems.blocked();
      case CreateResult.NotFriends strangers ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Here only friends start a direct conversation.");
      case CreateResult.RateLimited limited -> RateLimits.refusal();
    };
  }

  private static Conversation.Type typeOf(CreateRequest body, Set<UserId> others) {
    if (body.type() != null) {
      return Enums.of(Conversation.Type.class, body.type());
    }
    return others.size() == 1 && body.name() == null
        ? Conversation.Type.DIRECT
        : Conversation.Type.GROUP;
  }

  /// The caller's conversations, the one with the newest activity first.
  ///
  /// @param query in any case; only those that are called so, or whose other one of two is
  @Get
  HttpResponse<Page<Conversation>> list(
      @Nullable
          @QueryValue
          @OneOf(Conversation.Type.class)
          @Schema(implementation = Conversation.Type.class)
          String type,
      @QueryValue(defaultValue = "false") boolean archived,
      @Nullable @QueryValue @CodePoints(max = 100) String query,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    Conversation.Type only = type == null ? null : Enums.of(Conversation.Type.class, type);
    String name = query == null || query.isBlank() ? null : query.strip();
    ListRequest.After after = cursor == null ? null : ListRequest.After.parse(cursor);
    // One more than the page holds tells whether there is another page.
    List<Conversation> found =
        conversations.list(caller.user(), new ListRequest(only, archived, name, after), limit + 1);
    boolean more = found.size() > limit;
    List<Conversation> page = more ? found.subList(0, limit) : found;
    return HttpResponse.ok(
        new Page<>(page, more ? ListRequest.After.of(page.getLast()).cursor() : null));
  }

  /// One conversation.
  @Get("/{id}")
  HttpResponse<Conversation> get(@PathVariable ConversationId id, Caller caller) {
    return conversations
        .find(id, caller.user())
        .<HttpResponse<Conversation>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }

  /// The direct conversation with somebody.
  @Get("/direct/{user}")
  HttpResponse<Conversation> direct(@PathVariable UserId user, Caller caller) {
    return conversations
        .findDirect(caller.user(), user)
        .<HttpResponse<Conversation>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }

  /// Closes a conversation for all.
  @Delete("/{id}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> delete(@PathVariable ConversationId id, Caller caller) {
    Ruling ruling = closing.delete(id, caller.user());
    return ruling.isAllowed() ? HttpResponse.noContent() : ruling.refusal();
  }
}
