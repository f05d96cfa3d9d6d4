package chat.parley.api.participant;

import static java.util.Objects.requireNonNull;

import chat.parley.api.conversation.ParticipantViews;
import chat.parley.api.receipt.ReceiptNews;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.api.system.UserCursor;
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
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is in a conversation.
@Controller("/v1/conversations/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ParticipantController {
  private final Arrivals arrivals;
  private final Removals removals;
  private final ParticipantRepository participants;
  private final ParticipantViews views;
  private final ReceiptNews receipts;

  ParticipantController(
      Arrivals arrivals,
      Removals removals,
      ParticipantRepository participants,
      ParticipantViews views,
      ReceiptNews receipts) {
    this.arrivals = arrivals;
    this.removals = removals;
    this.participants = participants;
    this.views = views;
    this.receipts = receipts;
  }

  /// Joins a public conversation.
  @Post("/join")
  @Refuses({ErrorCode.BANNED, ErrorCode.CONFLICT})
  HttpResponse<Conversation> join(@PathVariable ConversationId id, Caller caller) {
    return MembershipProblems.answer(
        arrivals.join(id, caller.user()), joined -> conversation(id, caller.user()));
  }

  private HttpResponse<Conversation> conversation(ConversationId id, UserId viewer) {
    return views
        .of(id, viewer)
        .<HttpResponse<Conversation>>map(HttpResponse::ok)
        // Put out again in the same moment.
        .orElseGet(Problems::notFound);
  }

  /// Leaves. An owner hands over to the oldest admin, else to the oldest member.
  @Post("/leave")
  @Refuses(ErrorCode.CONFLICT)
  HttpResponse<Void> leave(@PathVariable ConversationId id, Caller caller) {
    return MembershipProblems.answer(
        removals.leave(id, caller.user()),
        left -> {
          receipts.left(caller.user(), id);
          return HttpResponse.noContent();
        });
  }

  /// Who is in a conversation.
  @Get("/participants")
  HttpResponse<Page<Participant>> page(
      @PathVariable ConversationId id,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    return participants
        .page(id, caller.user(), UserCursor.after(cursor), limit + 1)
        .<HttpResponse<Page<Participant>>>map(
            found ->
                HttpResponse.ok(
                    UserCursor.page(found, limit, participant -> participant.user().id())))
        .orElseGet(Problems::notFound);
  }

  /// Adds people; those who are in it already are passed over.
  ///
  /// @return those who were added
  @Post("/participants")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.BANNED, ErrorCode.CONFLICT})
  HttpResponse<Page<Participant>> add(
      @PathVariable ConversationId id, @Valid @Body AddRequest body, Caller caller) {
    Set<UserId> users = new LinkedHashSet<>(requireNonNull(body.userIds()));
    if (users.contains(null)) {
      return Problems.invalid("user_ids", "required", "null is nobody");
    }
    return MembershipProblems.answer(
        arrivals.add(id, caller.user(), users),
        added -> HttpResponse.ok(new Page<>(participants.of(id, caller.user(), added), null)));
  }

  /// Puts somebody of a lower role out.
  @Delete("/participants/{user}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> remove(
      @PathVariable ConversationId id, @PathVariable UserId user, Caller caller) {
    return MembershipProblems.answer(
        removals.remove(id, caller.user(), user), removed -> HttpResponse.noContent());
  }
}
