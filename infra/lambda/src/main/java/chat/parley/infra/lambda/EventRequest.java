package chat.parley.infra.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.BinaryTypeConfiguration;
import io.micronaut.function.aws.proxy.ApiGatewayServletRequest;
import io.micronaut.function.aws.proxy.MapListOfStringAndMapStringMutableHttpParameters;
import io.micronaut.http.CaseInsensitiveMutableHttpHeaders;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpParameters;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.servlet.http.BodyBuilder;
import io.micronaut.servlet.http.ServletHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request as Lambda brings it, and the answer that it will have.
///
/// @param <B> of the body, as routes want it
final class EventRequest<B>
    extends ApiGatewayServletRequest<B, APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(EventRequest.class);

  /// As in the api's `max-request-buffer-size`: what is no file is read whole.
  private static final int MOST_IN_MEMORY = 256 * 1024;

  private final EventResponse<Object> response;
  private final InetSocketAddress client;
  private final MutableHttpHeaders headers;
  private byte @Nullable [] body;

  EventRequest(
      APIGatewayV2HTTPEvent event,
      ConversionService conversions,
      BodyBuilder bodies,
      BinaryTypeConfiguration binaryTypes) {
    super(
        conversions,
        event,
        EventAddress.uri(event),
        parseMethod(() -> event.getRequestContext().getHttp().getMethod()),
        LOG,
        bodies);
    this.client = EventAddress.client(event);
    this.headers = new CaseInsensitiveMutableHttpHeaders(headers(event), conversions);
    this.response = new EventResponse<>(conversions, binaryTypes, getMethod());
  }

  /// Several of one name have come as one, divided by commas; cookies apart from the others.
  private static Map<String, List<String>> headers(APIGatewayV2HTTPEvent event) {
    Map<String, List<String>> headers = new HashMap<>();
    if (event.getHeaders() != null) {
      event.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
    }
    if (event.getCookies() != null && !event.getCookies().isEmpty()) {
      headers.put(HttpHeaders.COOKIE, List.of(String.join("; ", event.getCookies())));
    }
    return headers;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return client;
  }

  @Override
  public String getMethodName() {
    return requestEvent.getRequestContext().getHttp().getMethod();
  }

  @Override
  public MutableHttpHeaders getHeaders() {
    return headers;
  }

  /// Of the query, and of a form unless it brings a file.
  @Override
  public MutableHttpParameters getParameters() {
    Map<String, List<String>> all = new HashMap<>();
    String query = getUri().getRawQuery();
    if (query != null) {
      add(all, query);
    }
    if (isOf(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
      try {
        add(all, new String(getBodyBytes(), StandardCharsets.UTF_8));
      } catch (EmptyBodyException e) {
        LOG.debug("a form without a field");
      }
    }
    return new MapListOfStringAndMapStringMutableHttpParameters(conversionService, all, Map.of());
  }

  private static void add(Map<String, List<String>> all, String encoded) {
    try {
      new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false)
          .parameters()
          .forEach(
              (name, values) -> all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
    } catch (IllegalArgumentException e) {
      // As the api's own server has it.
      throw new ErrorDataDecoderException(e);
    }
  }

  private boolean isOf(MediaType type) {
    return getContentType().filter(type::equals).isPresent();
  }

  @Override
  public byte[] getBodyBytes() throws EmptyBodyException {
    byte[] bytes = body;
    if (bytes == null) {
      bytes = bytes(requestEvent);
      body = bytes;
    }
    if (bytes.length == 0) {
      throw new EmptyBodyException();
    }
    return bytes;
  }

  private static byte[] bytes(APIGatewayV2HTTPEvent event) {
    String text = event.getBody();
    if (text == null) {
      return new byte[0];
    }
    return event.getIsBase64Encoded()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /// @throws ContentLengthExceededException when the body has more than is read into memory
  void requireSmall() {
    int length = available();
    if (length > MOST_IN_MEMORY) {
      throw new ContentLengthExceededException(MOST_IN_MEMORY, length);
    }
  }

  private int available() {
    try {
      return getBodyBytes().length;
    } catch (EmptyBodyException e) {
      return 0;
    }
  }

  /// Empty where there is no body.
  InputStream stream() {
    try {
      return new ByteArrayInputStream(getBodyBytes());
    } catch (EmptyBodyException e) {
      return InputStream.nullInputStream();
    }
  }

  @Override
  public ServletHttpResponse<APIGatewayV2HTTPResponse, ?> getResponse() {
    return response;
  }
}
