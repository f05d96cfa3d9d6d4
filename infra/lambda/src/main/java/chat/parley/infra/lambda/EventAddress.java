package chat.parley.infra.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an event is about, and whose it is.
final class EventAddress {
  private static final String DEFAULT_STAGE = "$default";
  private static final String HOST = "http://localhost";
  private static final String MARKS = "-._~!$&'()*+,;=:@/";

  private EventAddress() {}

  /// The path as the client wrote it, without the stage that a gateway puts before it, and the
  /// query, which tells `a,b` from two values as the event's map can't.
  static URI uri(APIGatewayV2HTTPEvent event) {
    RequestContext context = event.getRequestContext();
    String path = Optional.ofNullable(event.getRawPath()).orElse(context.getHttp().getPath());
    String query = event.getRawQueryString();
    String target = escaped(withoutStage(path, context.getStage()), MARKS);
    // With a host before it: a path that begins with two slashes would be taken for one.
    return URI.create(
        HOST
            + (query == null || query.isEmpty()
                ? target
                : target + "?" + escaped(query, MARKS + "?")));
  }

  private static String withoutStage(String path, String stage) {
    boolean isBefore =
        stage != null && !stage.equals(DEFAULT_STAGE) && path.startsWith("/" + stage + "/");
    return isBefore ? path.substring(stage.length() + 1) : path;
  }

  /// Gateways decode what they like. What stands there escaped stays so, and nothing else is in
  /// what comes out but what a URI may have.
  private static String escaped(String text, String allowed) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      boolean isPlain =
          character < 0x80
              && (Character.isLetterOrDigit(character) || allowed.indexOf(character) >= 0);
      if (isPlain || character == '%') {
        escaped.append(character);
      } else {
        escaped.append('%').append("%02X".formatted((int) character));
      }
    }
    return escaped.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  /// Who asked, by the word of the gateway. `X-Forwarded-For` begins with what the client wrote.
  static InetSocketAddress client(APIGatewayV2HTTPEvent event) {
    String source = event.getRequestContext().getHttp().getSourceIp();
    byte[] bytes = source == null ? null : NetUtil.createByteArrayFromIpAddressString(source);
    if (bytes == null) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
