package chat.parley.api.invite;

import chat.parley.api.conversation.ParticipantViews;
import chat.parley.api.participant.MembershipProblems;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.function.Function;

/// Invites, for who has the code.
@Controller("/v1/invites/{code}")
@ExecuteOn(TaskExecutors.BLOCKING)
class InviteCodeController {
  private final Invites invites;
  private final ParticipantViews views;

  InviteCodeController(Invites invites, ParticipantViews views) {
    this.invites = invites;
    this.views = views;
  }

  /// What an invite leads to. Also for who has no account yet.
  @Get
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Refuses(ErrorCode.CONFLICT)
  HttpResponse<InvitePreview> preview(@PathVariable String code) {
    return found(
        code,
        invite ->
            invite.isUsedUp() ? MembershipProblems.usedUp() : HttpResponse.ok(invite.preview()));
  }

  /// Goes in by an invite. Who is in already is answered the same, and the invite has lost
  /// nothing.
  @Post("/accept")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Refuses({ErrorCode.BANNED, ErrorCode.CONFLICT})
  HttpResponse<Conversation> accept(@PathVariable String code, Caller caller) {
    return found(
        code,
        invite ->
            MembershipProblems.answer(
                invites.accept(invite, caller.user()),
                joined -> view(invite.preview().conversation().id(), caller.user())));
  }

  private HttpResponse<Conversation> view(ConversationId id, UserId viewer) {
    return views
        .of(id, viewer)
        .<HttpResponse<Conversation>>map(HttpResponse::ok)
        // Put out again in the same moment.
        .orElseGet(Problems::notFound);
  }

  private <T> HttpResponse<T> found(
      String code, Function<InviteRepository.Found, HttpResponse<T>> answer) {
    return InviteCode.parse(code).flatMap(invites::find).map(answer).orElseGet(Problems::notFound);
  }
}
