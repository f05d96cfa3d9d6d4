package chat.parley.api.limit;

import chat.parley.api.limit.Verdict.Standing;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.stream.Collectors;

/// Says in each answer to what is limited how its caller stands, in the form of
/// draft-ietf-httpapi-ratelimit-headers-10, and to whom was refused when to come again.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class RateLimitHeaders {
  private static final String POLICY = "RateLimit-Policy";
  private static final String LIMIT = "RateLimit";

  @ResponseFilter
  void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    // An answer that cost nothing says nothing: how its caller stands was not asked.
    Admission.of(request)
        .filter(admission -> !admission.isGivenBack())
        .ifPresent(admission -> tell(admission.verdict(), response));
  }

  private static void tell(Verdict verdict, MutableHttpResponse<?> response) {
    if (response.code() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(Quota.seconds(verdict.retryAfter())));
    }
    response.header(
        POLICY,
        verdict.standings().stream()
            .map(each -> name(each) + ";q=" + each.quota().count() + ";w=" + each.quota().seconds())
            .collect(Collectors.joining(", ")));
    response.header(
        LIMIT,
        verdict.standings().stream()
            .map(
                each -> name(each) + ";r=" + each.remaining() + ";t=" + Quota.seconds(each.reset()))
            .collect(Collectors.joining(", ")));
  }

  /// A string of structured fields (RFC 9651); different for the windows of one class.
  private static String name(Standing standing) {
    return '"' + standing.limit().label() + "-" + standing.quota().seconds() + "s\"";
  }
}
