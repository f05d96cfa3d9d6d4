package chat.parley.push.socket;

import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/// Answers an opening request with a problem document in place of an upgrade, and hangs up.
@Singleton
final class Refusals {
  private final JsonMapper json;
  private final Origins origins;
  private final SocketMeters meters;

  Refusals(JsonMapper json, Origins origins, SocketMeters meters) {
    this.json = json;
    this.origins = origins;
    this.meters = meters;
  }

  void refuse(ChannelHandlerContext context, HttpRequest request, ErrorCode code, String detail) {
    meters.refused(code);
    Problem problem =
        Problem.of(code, detail).at(OpeningRequest.pathOf(request), UUID.randomUUID().toString());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(bytes(problem)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, "close")
        .set("X-Request-Id", String.valueOf(problem.traceId()));
    if (problem.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"parley\"");
    }
    origins.tell(request, response);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private byte[] bytes(Problem problem) {
    try {
      return json.writeValueAsBytes(problem);
    } catch (IOException e) {
      throw new UncheckedIOException("a problem of our own can't be written", e);
    }
  }
}
