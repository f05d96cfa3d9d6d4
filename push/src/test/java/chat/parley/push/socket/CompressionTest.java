package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate                                                        | true
          permessage-deflate; client_max_window_bits                                | true
          permessage-deflate; client_max_window_bits=10; client_no_context_takeover | true
          permessage-deflate; server_no_context_takeover                            | true
          permessage-deflate; server_max_window_bits=15                             | true
          permessage-deflate; server_max_window_bits=10                             | false
          permessage-deflate; server_max_window_bits=10, permessage-deflate         | true
          permessage-deflate; something_new                                         | false
          x-webkit-deflate-frame                                                    | false
          ''                                                                        | false
          """)
  void agreesOnWhatEveryTextCanBeReadWithByItself(String offered, boolean agreed) {
    assertThat(new Compression(true).isWanted(request(offered))).isEqualTo(agreed);
    assertThat(new Compression(false).isWanted(request(offered))).isFalse();
  }

  private static HttpRequest request(String offered) {
    HttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, OpeningRequest.WEB_SOCKET);
    request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, offered);
    return request;
  }
}
