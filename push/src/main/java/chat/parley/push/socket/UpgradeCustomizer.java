package chat.parley.push.socket;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/// Puts an [UpgradeHandler] into the pipeline of each connection of the HTTP server.
@Singleton
final class UpgradeCustomizer implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final Provider<UpgradeHandlers> handlers;

  /// By a provider: this is asked for while the server itself is being made.
  UpgradeCustomizer(Provider<UpgradeHandlers> handlers) {
    this.handlers = handlers;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(
        new NettyServerCustomizer() {
          @Override
          public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new OnConnection(channel) : this;
          }
        });
    return registry;
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
              "parley-upgrade",
              handlers.get().next());
    }
  }
}
