package chat.parley.api.session;

import chat.parley.shared.pubsub.Listener;
import chat.parley.shared.pubsub.Subscriptions;
import chat.parley.shared.redis.Envelope;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;

/// Hears from the other apis that some session has ended or some account's standing has changed.
/// The news doesn't say which: that is read from the database, so nobody is logged out by a
/// forged message, and one that is lost costs a moment.
@Singleton
class EndingNews implements ApplicationEventListener<ServerStartupEvent>, Listener {
  static final String CHANNEL = "parley:endings";

  static final Envelope NEWS =
      new Envelope(Envelope.Kind.REVOKED, 0, Envelope.NOBODY, ByteBuffer.allocate(0));

  private final Subscriptions subscriptions;
  private final EndingWatch watch;

  EndingNews(Subscriptions subscriptions, EndingWatch watch) {
    this.subscriptions = subscriptions;
    this.watch = watch;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    subscriptions.subscribe(CHANNEL, this);
  }

  @Override
  public void subscribed() {
    watch.wake();
  }

  @Override
  public void doubtful() {
    watch.wake();
  }

  @Override
  public void message(byte[] news) {
    watch.wake();
  }
}
