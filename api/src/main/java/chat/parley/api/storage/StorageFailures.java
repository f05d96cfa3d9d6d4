package chat.parley.api.storage;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is answered, and what is in the log, when the storage fails a request.
@Singleton
class StorageFailures implements ExceptionHandler<StorageException, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(StorageFailures.class);

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<?> handle(HttpRequest request, StorageException failure) {
    LOG.warn("no storage for {} {}: {}", request.getMethod(), request.getPath(), cause(failure));
    return Problems.refuse(ErrorCode.DEPENDENCY_UNAVAILABLE, "The storage does not answer; retry.");
  }

  private static String cause(StorageException failure) {
    return failure.getMessage() + ": " + failure.getCause();
  }
}
