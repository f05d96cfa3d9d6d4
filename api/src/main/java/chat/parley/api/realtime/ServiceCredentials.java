package chat.parley.api.realtime;

import chat.parley.api.system.Problems;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/// Guards everything under `/internal`. An access token of a user opens nothing here.
@ServerFilter("/internal/**")
class ServiceCredentials {
  private final ServiceCredential credential;

  ServiceCredentials(ServiceCredential credential) {
    this.credential = credential;
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    return credential.matches(request.getHeaders().get(ServiceCredential.HEADER))
        ? null
        : Problems.refuse(ErrorCode.UNAUTHENTICATED, "Internal: a service credential is needed.");
  }
}
