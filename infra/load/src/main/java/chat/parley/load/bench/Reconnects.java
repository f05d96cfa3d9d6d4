package chat.parley.load.bench;

import chat.parley.load.client.Client;
import chat.parley.load.client.Crowd;

/// People who lose their connection, one after the other at a fixed rate, and come back at once.
final class Reconnects implements AutoCloseable {
  private final Crowd<Client> crowd;
  private final long betweenMillis;
  private long done;
  private boolean stopped;

  Reconnects(Crowd<Client> crowd, double perSecond) {
    this.crowd = crowd;
    betweenMillis = Math.max(1, Math.round(1_000 / perSecond));
    crowd.loop().execute(this::next);
  }

  private void next() {
    if (stopped) {
      return;
    }
    // Not the one whose turn it is to do everything else.
    int people = crowd.clients().size();
    crowd.clients().get((int) ((done + people / 2) % people)).reconnect();
    done++;
    crowd.loop().after(betweenMillis, this::next);
  }

  long done() {
    return crowd.loop().ask(() -> done);
  }

  @Override
  public void close() {
    crowd.loop().execute(this::stop);
  }

  private void stop() {
    stopped = true;
  }
}
