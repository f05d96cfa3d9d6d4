package chat.parley.infra.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.BinaryTypeConfiguration;
import io.micronaut.function.aws.proxy.AbstractServletHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An answer as Lambda takes it.
///
/// @param <B> of the body, as routes give it
final class EventResponse<B> extends AbstractServletHttpResponse<APIGatewayV2HTTPResponse, B> {
  /// A text needs less room as it is, unless much of it has to be escaped, which may double it.
  private static final int LARGE_TEXT = 1024 * 1024;

  private final HttpMethod method;

  /// @param unused what the framework takes for a text
  EventResponse(ConversionService conversions, BinaryTypeConfiguration unused, HttpMethod method) {
    super(conversions, unused);
    this.method = method;
  }

  @Override
  public APIGatewayV2HTTPResponse getNativeResponse() {
    APIGatewayV2HTTPResponse answer = new APIGatewayV2HTTPResponse();
    answer.setStatusCode(status);
    Map<String, String> single = new HashMap<>();
    List<String> cookies = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
            cookies.addAll(values);
          } else {
            single.put(name, String.join(", ", values));
          }
        });
    answer.setHeaders(single);
    answer.setCookies(cookies);
    // Whoever asks for the head alone gets no body, as from any server.
    byte[] bytes = method == HttpMethod.HEAD ? new byte[0] : body.toByteArray();
    if (isText() && bytes.length <= LARGE_TEXT) {
      answer.setBody(new String(bytes, StandardCharsets.UTF_8));
    } else {
      answer.setIsBase64Encoded(true);
      answer.setBody(Base64.getEncoder().encodeToString(bytes));
    }
    return answer;
  }

  /// Of what is surely UTF-8: the api's own JSON. All else is bytes, whatever it is called.
  private boolean isText() {
    return getHeaders()
        .getContentType()
        .map(MediaType::of)
        .filter(type -> type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"))
        .isPresent();
  }
}
