package chat.parley.infra.lambda;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// An answer of a function has 6 MB, its headers and what its body is encoded in with it. Of a
/// larger one Lambda would make a 502 that tells nobody why.
final class TooLargeAnswers {
  /// In base64, where it is that, which makes four characters of three bytes.
  private static final int MOST = 6_000_000;

  private static final String REQUEST_ID = "X-Request-Id";

  private final JsonMapper json;

  TooLargeAnswers(JsonMapper json) {
    this.json = json;
  }

  APIGatewayV2HTTPResponse replaced(HttpRequest<?> request, APIGatewayV2HTTPResponse answer) {
    if (answer.getBody() == null || answer.getBody().length() <= MOST) {
      return answer;
    }
    ErrorCode code = ErrorCode.PAYLOAD_TOO_LARGE;
    Map<String, String> headers =
        new HashMap<>(Map.of(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE));
    String id = answer.getHeaders().getOrDefault(REQUEST_ID, "");
    headers.put(REQUEST_ID, id);
    Problem problem =
        Problem.of(code, "The answer is larger than 4.5 MB; ask for it in parts, by Range.")
            .at(request.getPath(), id);
    APIGatewayV2HTTPResponse refusal = new APIGatewayV2HTTPResponse();
    refusal.setStatusCode(problem.status());
    refusal.setHeaders(headers);
    try {
      refusal.setBody(json.writeValueAsString(problem));
    } catch (IOException e) {
      throw new UncheckedIOException("a problem of our own can't be written", e);
    }
    return refusal;
  }
}
