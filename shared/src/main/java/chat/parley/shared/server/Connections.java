package chat.parley.shared.server;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections to this process's HTTP server. When it is told to end, and has given notice
/// ([Leaving]), nobody can connect any more, who is idle is hung up on, and who has asked for
/// something is answered and then hung up on; what is not answered in the grace period is cut
/// off. Who has just connected gets the time to ask ([FreshConnections]).
///
/// Invariant: no request meets a process whose parts are being closed. There its answer could be
/// anything: that something broke, that there is no such path, that nobody is logged in.
///
/// Not Micronaut's own graceful shutdown, which ends the threads at the same time as the
/// connections: a request that is on its way from one to another would fail.
@Singleton
public final class Connections
    implements BeanCreatedEventListener<NettyEmbeddedServer>,
        ApplicationEventListener<ShutdownEvent>,
        Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /// Closed, it closes whatever comes into it: one that had been accepted and not been seen here.
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final FreshConnections fresh = new FreshConnections();
  private final Leaving leaving;
  private final ShutdownSettings settings;
  private volatile @Nullable NettyEmbeddedServer server;

  Connections(Leaving leaving, ShutdownSettings settings) {
    this.leaving = leaving;
    this.settings = settings;
  }

  @Override
  public NettyEmbeddedServer onCreated(BeanCreatedEvent<NettyEmbeddedServer> event) {
    NettyEmbeddedServer created = event.getBean();
    created.register(new Customizer());
    server = created;
    return created;
  }

  /// Before anything is closed; there is room for who needs the connections before that.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  public void onApplicationEvent(ShutdownEvent event) {
    NettyEmbeddedServer ending = server;
    if (ending != null) {
      listening.close().awaitUninterruptibly();
      fresh.await(settings.firstRequest());
      finish(ending);
      open.close().awaitUninterruptibly();
    }
  }

  private void finish(NettyEmbeddedServer ending) {
    try {
      ending
          .shutdownGracefully()
          .toCompletableFuture()
          .get(settings.gracePeriod().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} connections are cut off, their requests took too long", open.size());
    } catch (ExecutionException e) {
      LOG.warn("connections are cut off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Customizer implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return switch (role) {
        case LISTENER -> {
          listening.add(channel);
          channel.pipeline().addFirst(fresh.atListener());
          yield this;
        }
        case CONNECTION -> {
          open.add(channel);
          yield new OnConnection(channel);
        }
        case REQUEST_STREAM, PUSH_PROMISE_STREAM -> this;
      };
    }
  }

  private final class OnConnection implements NettyServerCustomizer {
    private final Channel channel;

    OnConnection(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void onStreamPipelineBuilt() {
      channel
          .pipeline()
          .addBefore(
              ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
              null,
              new Farewell(leaving, fresh));
    }
  }
}
