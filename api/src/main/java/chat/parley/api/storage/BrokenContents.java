package chat.parley.api.storage;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// A storage that is lost only now is lost all the same.
@Singleton
class BrokenContents implements ExceptionHandler<BrokenContentException, HttpResponse<?>> {
  private final StorageFailures failures;

  BrokenContents(StorageFailures failures) {
    this.failures = failures;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<?> handle(HttpRequest request, BrokenContentException failure) {
    return failures.handle(request, new StorageException("reading", failure));
  }
}
