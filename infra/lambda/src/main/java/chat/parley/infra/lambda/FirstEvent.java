package chat.parley.infra.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Map;

/// What an instance asks itself while it is being prepared, for which Lambda gives it more
/// processor than its memory stands for: so the first of the people waits for less.
final class FirstEvent {
  private FirstEvent() {}

  static APIGatewayV2HTTPEvent readiness() {
    String path = "/health/readiness";
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRawPath(path)
        .withHeaders(Map.of())
        .withRequestContext(
            RequestContext.builder()
                .withStage("$default")
                .withHttp(
                    RequestContext.Http.builder()
                        .withMethod("GET")
                        .withPath(path)
                        .withSourceIp("127.0.0.1")
                        .build())
                .build())
        .build();
  }
}
