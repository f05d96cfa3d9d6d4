package chat.parley.api.moderation;

import chat.parley.api.account.Admins;
import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.api.system.Refuses;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows admins who there is.
@Controller("/v1/admin/users")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AccountController {
  private static final String CURSOR = "a";

  private final Admins admins;
  private final KnownAccountRepository accounts;

  AccountController(Admins admins, KnownAccountRepository accounts) {
    this.admins = admins;
    this.accounts = accounts;
  }

  /// All accounts, also deleted and suspended ones, the newest first.
  ///
  /// @param query only those with this in their username, display name or e-mail address
  @Get
  @Refuses(ErrorCode.FORBIDDEN)
  HttpResponse<Page<KnownAccount>> accounts(
      @Nullable @QueryValue @Size(max = 100) String query,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    if (!admins.isAdmin(caller.user())) {
      return Admins.refusal();
    }
    List<KnownAccount> found =
        accounts.page(query, cursor == null ? null : position(cursor), limit + 1);
    return HttpResponse.ok(
        Page.of(found, limit, last -> CursorCodec.encode(CURSOR, last.id().toString())));
  }

  private static UserId position(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      if (parts.getFirst().equals(CURSOR)) {
        return UserId.parse(parts.getLast());
      }
    } catch (MalformedIdException e) {
      throw new BadCursorException();
    }
    throw new BadCursorException();
  }
}
