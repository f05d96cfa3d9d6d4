package chat.parley.api.friend;

import static java.util.Objects.requireNonNull;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.function.Function;

/// Requests for friendship, by the caller and to the caller.
@Controller("/v1/friends/requests")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class FriendRequestController {
  private final Friendships friendships;
  private final RateLimits limits;

  FriendRequestController(Friendships friendships, RateLimits limits) {
    this.friendships = friendships;
    this.limits = limits;
  }

  /// Lists the requests that wait for an answer. The newest 100 of each kind.
  @Get
  HttpResponse<FriendRequests> list(Caller caller) {
    return HttpResponse.ok(friendships.requests(caller.user()));
  }

  /// Asks somebody for friendship. Who is asked by that person already accepts with it: the
  /// answer is theirs, with the status `accepted`.
  @Post
  @ApiResponse(responseCode = "201", description = "Asked", useReturnTypeSchema = true)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.BLOCKED, ErrorCode.CONFLICT})
  HttpResponse<FriendRequest> ask(@Valid @Body AskRequest body, Caller caller) {
    if (limits.admit(Limit.FRIEND_REQUESTS, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    UserId user = requireNonNull(body.userId());
    return user.equals(caller.user())
        ? Problems.invalid("user_id", "self", "nobody is their own friend")
        : answer(friendships.ask(caller.user(), user), HttpResponse::created);
  }

  /// Accepts a request. Once more changes nothing.
  @Post("/{id}/accept")
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<FriendRequest> accept(@PathVariable FriendRequestId id, Caller caller) {
    return answer(friendships.accept(id, caller.user()), HttpResponse::ok);
  }

  /// Declines a request. It is gone then, and may be made again.
  @Post("/{id}/decline")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> decline(@PathVariable FriendRequestId id, Caller caller) {
    return answer(friendships.decline(id, caller.user()), gone -> HttpResponse.noContent());
  }

  /// Takes a request of the caller's back.
  @Delete("/{id}")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.CONFLICT})
  HttpResponse<Void> withdraw(@PathVariable FriendRequestId id, Caller caller) {
    return answer(friendships.withdraw(id, caller.user()), gone -> HttpResponse.noContent());
  }

  private static <T> HttpResponse<T> answer(
      FriendResult result, Function<FriendRequest, HttpResponse<T>> done) {
    return switch (result) {
      case FriendResult.Done made -> done.apply(FriendRequest.of(made.turn()));
      case FriendResult.UnknownUser unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "There is no such user.");
      case FriendResult.UnknownRequest unknown -> Problems.notFound();
      case FriendResult.Blocked blocked -> Problems.blocked();
      case FriendResult.AlreadyAsked asked ->
          Problems.refuse(ErrorCode.CONFLICT, "You have asked them and have no answer yet.");
      case FriendResult.AlreadyFriends friends ->
          Problems.refuse(ErrorCode.CONFLICT, "You are friends.");
      case FriendResult.NotTheirs other ->
          Problems.refuse(
              ErrorCode.FORBIDDEN, "Who is asked answers, and who asked takes it back.");
    };
  }
}
