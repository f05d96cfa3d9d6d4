package chat.parley.api.friend;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.UserCursor;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The caller's friends.
@Controller("/v1/friends")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class FriendController {
  private final Friendships friendships;

  FriendController(Friendships friendships) {
    this.friendships = friendships;
  }

  /// Lists the caller's friends. In the order of their ids.
  @Get
  HttpResponse<Page<User>> page(
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    UserId after = UserCursor.after(cursor);
    return HttpResponse.ok(
        UserCursor.page(friendships.page(caller.user(), after, limit + 1), limit, User::id));
  }

  /// Ends the friendship with somebody. Ending one that isn't there changes nothing.
  @Delete("/{user}")
  HttpResponse<Void> end(@PathVariable UserId user, Caller caller) {
    if (!user.equals(caller.user())) {
      friendships.end(caller.user(), user);
    }
    return HttpResponse.noContent();
  }
}
