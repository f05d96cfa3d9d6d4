package chat.parley.api.user;

import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CodePoints;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.UserCursor;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other people.
@Controller("/v1/users")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {
  private final Users users;
  private final RateLimits limits;

  UserController(Users users, RateLimits limits) {
    this.users = users;
    this.limits = limits;
  }

  /// One user. Also whose account is deleted: their messages are still there.
  @Get("/{id}")
  HttpResponse<User> get(@PathVariable UserId id, Caller caller) {
    return users
        .find(id, caller.user())
        .<HttpResponse<User>>map(HttpResponse::ok)
        .orElseGet(Problems::notFound);
  }

  /// Finds people by username and display name: first who has that name, then whose name begins
  /// so, then whose name looks alike. Without a query, nobody.
  ///
  /// @param query in any case
  @Get
  HttpResponse<Page<User>> search(
      @Nullable @QueryValue @CodePoints(max = 100) String query,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (limits.admit(Limit.SEARCH, caller.user()).isRefused()) {
      return RateLimits.refusal();
    }
    UserSearch.After after = cursor == null ? null : UserSearch.After.parse(cursor);
    String wanted = query == null ? "" : query.strip();
    if (wanted.isEmpty()) {
      return HttpResponse.ok(new Page<User>(List.of(), null));
    }
    List<UserHit> found = users.search(new UserSearch(caller.user(), wanted, after), limit + 1);
    return HttpResponse.ok(Page.of(found, limit, last -> last.place().cursor()).map(UserHit::user));
  }

  /// Who is online, but for those who want to be invisible.
  @Get("/online")
  HttpResponse<Page<User>> online(
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    List<User> found = users.online(caller.user(), UserCursor.after(cursor), limit + 1);
    return HttpResponse.ok(UserCursor.page(found, limit, User::id));
  }
}
