package chat.parley.api.system;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a request leaves in the log when the database fails it: one line while it is away, for an
/// outage has many requests; the whole stack when a statement was wrong.
@Factory
class DatabaseFailures {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailures.class);

  private final ErrorResponseProcessor<?> responses;

  DatabaseFailures(ErrorResponseProcessor<?> responses) {
    this.responses = responses;
  }

  @Singleton
  ExceptionHandler<CannotGetJdbcConnectionException, HttpResponse<?>> withoutConnection() {
    return this::answer;
  }

  @Singleton
  ExceptionHandler<ConnectionException, HttpResponse<?>> withBrokenConnection() {
    return this::answer;
  }

  @Singleton
  ExceptionHandler<DataAccessException, HttpResponse<?>> duringAStatement() {
    return this::answer;
  }

  private HttpResponse<?> answer(HttpRequest<?> request, RuntimeException failure) {
    if (LostDependency.isBehind(failure)) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      LOG.warn(
          "no database for {} {}: {}", request.getMethod(), request.getPath(), cause.toString());
    } else {
      LOG.error("the database refused {} {}", request.getMethod(), request.getPath(), failure);
    }
    return responses.processResponse(
        ErrorContext.builder(request).cause(failure).build(), HttpResponse.serverError());
  }
}
