package chat.parley.api.account;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// A 503, not a 429: it is not this client who asks too often.
@Factory
class BusyAnswers {
  private static final String SECONDS = "5";

  @Singleton
  ExceptionHandler<HashingBusyException, HttpResponse<?>> whileHashingIsBusy() {
    return (request, busy) ->
        Problems.refuse(ErrorCode.DEPENDENCY_UNAVAILABLE, "Too many are logging in; retry.")
            .header("Retry-After", SECONDS);
  }
}
