package chat.parley.push.feed;

import chat.parley.shared.pubsub.Listener;
import chat.parley.shared.pubsub.Subscriptions;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Keeps feeds by what they are of, each on the loop that owns it and subscribed while somebody
/// follows. May be called on any thread.
final class FeedMap<K, F extends FeedMap.Followed> {
  /// A feed nobody follows is kept this long: longer than an opening may take, so what was prepared
  /// for it still stands when its socket follows, and whoever reconnects finds it warm.
  private static final long LINGER_SECONDS = 15;

  private final Loops loops;
  private final Subscriptions subscriptions;
  private final Map<EventLoop, Map<K, F>> feeds;

  FeedMap(Loops loops, Subscriptions subscriptions) {
    this.loops = loops;
    this.subscriptions = subscriptions;
    this.feeds =
        loops.all().stream()
            .collect(Collectors.toUnmodifiableMap(loop -> loop, loop -> new HashMap<>()));
  }

  /// @param creation makes the feed for its owner, where there is none yet
  void attach(K key, Function<EventLoop, F> creation, Consumer<F> task) {
    EventLoop owner = loops.ownerOf(key);
    owner.execute(
        () -> {
          Map<K, F> own = ownedBy(owner);
          F present = own.get(key);
          F feed = present == null ? creation.apply(owner) : present;
          task.accept(feed);
          if (present == null) {
            own.put(key, feed);
            subscriptions.subscribe(feed.channel(), feed);
          }
        });
  }

  void detach(K key, Consumer<F> task) {
    present(
        key,
        feed -> {
          task.accept(feed);
          dropLater(key, feed);
        });
  }

  /// As [#attach], but what is not followed otherwise is not kept.
  void visit(K key, Function<EventLoop, F> creation, Consumer<F> task) {
    attach(
        key,
        creation,
        feed -> {
          task.accept(feed);
          dropLater(key, feed);
        });
  }

  /// @param task run only if there is such a feed
  private void present(K key, Consumer<F> task) {
    EventLoop owner = loops.ownerOf(key);
    owner.execute(
        () -> {
          F feed = ownedBy(owner).get(key);
          if (feed != null) {
            task.accept(feed);
          }
        });
  }

  private void dropLater(K key, F feed) {
    if (feed.isDeserted()) {
      loops
          .ownerOf(key)
          .schedule(() -> dropIfDeserted(key, feed), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void dropIfDeserted(K key, F feed) {
    if (feed.isAsked()) {
      dropLater(key, feed);
    } else if (feed.isDeserted() && ownedBy(loops.ownerOf(key)).remove(key, feed)) {
      subscriptions.unsubscribe(feed.channel(), feed);
    }
  }

  private Map<K, F> ownedBy(EventLoop owner) {
    Map<K, F> own = feeds.get(owner);
    if (own == null) {
      throw new IllegalStateException("not one of this node's loops: " + owner);
    }
    return own;
  }

  /// What is kept here.
  interface Followed extends Listener {
    String channel();

    /// Whether nobody follows.
    boolean isDeserted();

    /// Whether somebody, following or not, still waits for an answer.
    default boolean isAsked() {
      return false;
    }
  }
}
