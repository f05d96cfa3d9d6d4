package chat.parley.api.block;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.api.system.Refuses;
import chat.parley.api.system.UserCursor;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// Whom the caller has blocked.
@Controller("/v1/blocks")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class BlockController {
  private final Blocks blocks;

  BlockController(Blocks blocks) {
    this.blocks = blocks;
  }

  /// Lists whom the caller has blocked. In the order of their ids; nobody else sees the list.
  @Get
  HttpResponse<Page<User>> page(
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    UserId after = UserCursor.after(cursor);
    return HttpResponse.ok(
        UserCursor.page(blocks.page(caller.user(), after, limit + 1), limit, User::id));
  }

  /// Blocks somebody. They can't open or write to the direct conversation, nor ask for
  /// friendship, nor add the caller to a group, nor see the caller's presence; a friendship or a
  /// request between the two ends. Blocking whom one has blocked changes nothing.
  @Put("/{user}")
  @Refuses(ErrorCode.VALIDATION_FAILED)
  HttpResponse<Void> put(@PathVariable UserId user, Caller caller) {
    if (user.equals(caller.user())) {
      return Problems.invalid("user_id", "self", "nobody blocks themselves");
    }
    return blocks.put(caller.user(), user)
        ? HttpResponse.noContent()
        : Problems.refuse(ErrorCode.NOT_FOUND, "There is no such user.");
  }

  /// Lifts the caller's block of somebody. Lifting one that isn't there changes nothing.
  @Delete("/{user}")
  HttpResponse<Void> lift(@PathVariable UserId user, Caller caller) {
    if (!user.equals(caller.user())) {
      blocks.lift(caller.user(), user);
    }
    return HttpResponse.noContent();
  }
}
