package chat.parley.load.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One thread that carries thousands of clients, with one buffer for all that they read.
///
/// [#execute], [#ask], [#fault], [#faults] and [#close] from any thread; the rest is the loop's
/// own.
public final class ClientLoop implements AutoCloseable {
  private static final int READ = 64 * 1024;
  private static final int LARGEST_FRAME = 1024 * 1024;
  private static final int MOST_FAULTS = 20;
  private static final int CONNECT_MILLIS = 30_000;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final byte[] memory = new byte[LARGEST_FRAME + READ];
  private final ByteBuffer buffer = ByteBuffer.wrap(memory);
  private final FrameScanner scanner = new FrameScanner();
  private final Tally tally = new Tally();
  private volatile boolean closed;

  public ClientLoop() {
    this("clients");
  }

  public ClientLoop(String name) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), factory);
    loop = group.next();
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ));
    if (epoll) {
      // The port is chosen when it connects, so each server may be reached from all there are.
      bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
  }

  public void execute(Runnable task) {
    loop.execute(task);
  }

  /// Waits for what only the loop may look at.
  public <T> T ask(Callable<T> question) {
    try {
      return loop.submit(question).get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the loop doesn't answer", e);
    }
  }

  public void after(long millis, Runnable task) {
    loop.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  Future<?> every(long millis, Runnable task) {
    return loop.scheduleAtFixedRate(task, 0, millis, TimeUnit.MILLISECONDS);
  }

  public void fault(String what) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(what);
    }
  }

  /// What should not have happened, the first of it.
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /// The same, and forgets it.
  public List<String> takeFaults() {
    List<String> taken = faults();
    faults.removeAll(taken);
    return taken;
  }

  public Tally tally() {
    return tally;
  }

  Bootstrap bootstrap() {
    return bootstrap;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /// What the buffer's bytes lie in.
  byte[] memory() {
    return memory;
  }

  FrameScanner scanner() {
    return scanner;
  }

  /// What ends from now on is ended by us.
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }
}
