package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client that reads and writes compressed frames, Netty's own, beside one that doesn't.
@Timeout(60)
class CompressionIT {
  private static final String LIVELY = "so many words, and all of them again. ".repeat(200);

  private FakeApi api;
  private RunningPush push;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push = new RunningPush(api, Map.of("parley.push.compression", true));
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void whoAsksForItGetsTheSameInFewerBytes() throws Exception {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (Client packed = new Client(push.uri("?token=" + api.token(ada)));
        TestSocket plain = push.open(api.token(ada))) {
      assertThat(packed.next()).contains("\"hello\"");
      plain.next("hello");
      long before = packed.received.get();
      for (int i = 0; i < 20; i++) {
        push.publish(room, api.append(room, LIVELY));
      }

      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        texts.add(packed.next());
        assertThat(texts.getLast()).contains("\"seq\":" + i + ",", LIVELY);
        assertThat(TestSocket.number(plain.next("message.created"), "seq")).isEqualTo(i);
      }
      assertThat(packed.received.get() - before)
          .isLessThan(texts.stream().mapToLong(String::length).sum() / 10);
    }
  }

  @Test
  void whatAClientCompressesIsUnderstood() throws Exception {
    try (Client packed = new Client(push.uri("?token=" + api.token(api.newUser())))) {
      packed.next();
      for (String id : List.of("c1", "c2")) {
        packed.send("{\"type\": \"ping\", \"id\": \"%s\", \"x\": \"%s\"}".formatted(id, LIVELY));

        assertThat(packed.next()).contains("\"pong\"", "\"" + id + "\"");
      }
    }
  }

  /// 16 KiB is the most that a frame may have, and it is less than that on its way.
  @Test
  void aTextThatIsTooLongOnceItIsReadClosesWith1009() throws Exception {
    try (Client packed = new Client(push.uri("?token=" + api.token(api.newUser())))) {
      packed.next();
      packed.send("{\"type\": \"ping\", \"x\": \"%s\"}".formatted("a".repeat(1_000_000)));

      assertThat(packed.next()).isEqualTo("closed with 1009");
    }
  }

  @Test
  void whatOnlySeemsToBeCompressedClosesWith1008() throws Exception {
    try (Client packed = new Client(push.uri("?token=" + api.token(api.newUser())))) {
      packed.next();
      packed.sendRaw(new TextWebSocketFrame(true, 4, Unpooled.wrappedBuffer(new byte[] {-1, 1})));

      assertThat(packed.next()).isEqualTo("closed with 1008");
    }
  }

  /// Texts in the order in which they come; as the last, with which code it was closed.
  private static final class Client implements AutoCloseable {
    final AtomicLong received = new AtomicLong();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final MultiThreadIoEventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;

    Client(URI uri) throws InterruptedException {
      channel =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel
                          .pipeline()
                          .addLast(
                              new Counting(),
                              new HttpClientCodec(),
                              new HttpObjectAggregator(65_536),
                              // As browsers do, it goes without a context where it is told to.
                              new WebSocketClientExtensionHandler(
                                  new PerMessageDeflateClientExtensionHandshaker(
                                      6, false, 15, true, false, 0)),
                              new WebSocketClientProtocolHandler(
                                  WebSocketClientProtocolConfig.newBuilder()
                                      .webSocketUri(uri)
                                      .allowExtensions(true)
                                      .generateOriginHeader(false)
                                      .handleCloseFrames(false)
                                      .maxFramePayloadLength(1_000_000)
                                      .build()),
                              new Reading());
                    }
                  })
              .connect(uri.getHost(), uri.getPort())
              .sync()
              .channel();
    }

    void send(String text) {
      sendRaw(new TextWebSocketFrame(text));
    }

    void sendRaw(WebSocketFrame frame) {
      channel.writeAndFlush(frame).syncUninterruptibly();
    }

    String next() throws InterruptedException {
      @Nullable String text = texts.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came");
      }
      return text;
    }

    @Override
    public void close() {
      channel.close().syncUninterruptibly();
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Counting extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object bytes) {
        received.addAndGet(((ByteBuf) bytes).readableBytes());
        context.fireChannelRead(bytes);
      }
    }

    private final class Reading extends SimpleChannelInboundHandler<WebSocketFrame> {
      @Override
      protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
          case TextWebSocketFrame text -> texts.add(text.text());
          case CloseWebSocketFrame close -> texts.add("closed with " + close.statusCode());
          default -> {}
        }
      }
    }
  }
}
