package chat.parley.load.ceiling;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/// The program: `Broadcast <port>`.
///
/// `POST /<room>` hands its body to all sockets of the room and answers 201; a WebSocket says in
/// its bearer token which rooms it is in.
public final class Broadcast {
  private static final int LARGEST_REQUEST = 1 << 18;
  private static final int BACKLOG = 4096;

  private Broadcast() {}

  public static void main(String[] args) throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    int loops = Runtime.getRuntime().availableProcessors();
    Rooms rooms = new Rooms();
    new ServerBootstrap()
        .group(
            new MultiThreadIoEventLoopGroup(1, factory),
            new MultiThreadIoEventLoopGroup(loops, factory))
        .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                    .addLast(new Entrance(rooms));
              }
            })
        .bind(Integer.parseInt(args[0]))
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }
}
