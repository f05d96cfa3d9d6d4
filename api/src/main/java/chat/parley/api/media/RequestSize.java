package chat.parley.api.media;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;

/// Has the server read as much as a file may have: whoever allows larger ones says so once.
@Singleton
class RequestSize implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
  /// What a form has besides the file, several times over.
  private static final long FORM = 1024 * 1024;

  private final MediaSettings settings;

  RequestSize(MediaSettings settings) {
    this.settings = settings;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> created) {
    NettyHttpServerConfiguration server = created.getBean();
    server.setMaxRequestSize(Math.max(server.getMaxRequestSize(), settings.maxSize() + FORM));
    return server;
  }
}
