package chat.parley.push.feed;

import chat.parley.push.trace.Journey;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Channels;
import chat.parley.shared.redis.Envelope;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One conversation on this node: takes what Redis says and what the api replays, and passes each
/// durable event on once and in order. Only the owner loop touches it.
///
/// Why nothing is missed: every time Redis confirms the subscription, the first time or after it
/// was away, the feed asks the api for all after its head. An event committed before that
/// question is in the answer; one committed after it is published to a subscription that stands.
///
/// What has no number can't be asked for again, so who is to hear all of it waits for the
/// subscription first ([#prepare]), and from [#attach] on hears it: what comes while they still
/// lag is told when they are in, if they are still members then.
final class Feed implements FeedMap.Followed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  /// How long a hole may close by itself: events overtake each other by this much between two
  /// apis.
  private static final long REORDER_MILLIS = 50;

  private static final long FIRST_RETRY_MILLIS = 100;
  private static final long LAST_RETRY_MILLIS = 5_000;

  /// More than this waiting behind a hole is let go: the replay brings it again.
  private static final int MOST_HELD = 2_000;

  private static final int MOST_NEWS = 200;

  private final ConversationId id;
  private final String channel;
  private final EventLoop owner;
  private final FeedContext context;
  private final Map<EventLoop, Integer> audience = new HashMap<>();
  private final List<Lagging> lagging = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final Endings endings;
  private final Standing subscription = new Standing();
  private final Ring ring;
  private Sequencer<Event> sequencer;
  private boolean replaying;
  private boolean replayAgain;
  private boolean holeCheckScheduled;
  private long retryMillis = FIRST_RETRY_MILLIS;

  Feed(ConversationId id, long start, EventLoop owner, FeedContext context) {
    this.id = id;
    this.channel = Channels.of(id);
    this.owner = owner;
    this.context = context;
    this.ring = new Ring(256, 256 * 1024, context.loops().ringMemoryOf(owner));
    this.sequencer = new Sequencer<>(start);
    this.endings = new Endings(owner, this::pass);
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public boolean isDeserted() {
    return audience.isEmpty();
  }

  @Override
  public boolean isAsked() {
    return !questions.isEmpty() || subscription.isAwaited();
  }

  /// @param certain run once whatever is published from then on reaches this node
  void prepare(Runnable certain) {
    subscription.await(certain);
  }

  /// The receiver gets every durable event after `from`.
  void attach(Receiver receiver, long from) {
    audience.merge(receiver.loop(), 1, Integer::sum);
    Lagging joining = new Lagging(receiver, from);
    if (!join(joining)) {
      lagging.add(joining);
      replay();
    }
  }

  /// From the ring at once, else from the api with the next replay.
  void ask(Question question) {
    if (ring.reachesBackTo(question.from()) && question.from() < sequencer.head()) {
      question.answerFrom(ring.after(question.from()));
    } else {
      questions.add(question);
      replay();
    }
  }

  /// What the receiver has asked is still answered: who was removed during a resumption is owed
  /// what came before.
  void detach(Receiver receiver) {
    audience.computeIfPresent(receiver.loop(), (loop, count) -> count == 1 ? null : count - 1);
    lagging.removeIf(each -> each.receiver.equals(receiver));
    on(receiver.loop(), delivery -> delivery.leave(id, receiver));
  }

  /// From Redis, on its thread.
  @Override
  public void message(byte[] bytes) {
    Envelope envelope = Envelope.decode(ByteBuffer.wrap(bytes));
    Journey journey = context.journeys().of(channel, envelope);
    owner.execute(() -> take(envelope, journey));
  }

  @Override
  public void subscribed() {
    owner.execute(
        () -> {
          replay();
          subscription.confirm();
        });
  }

  @Override
  public void doubtful() {
    owner.execute(this::replay);
  }

  private void take(Envelope envelope, @Nullable Journey journey) {
    switch (envelope.kind()) {
      case DURABLE, REMOVED, CLOSED -> durable(envelope, journey);
      case EPHEMERAL, STATE, ABOUT_USER -> pass(envelope);
      case ENDING -> endings.take(envelope);
      case PERSONAL, JOINED, REVOKED ->
          LOG.warn("{} on the channel of a conversation", envelope.kind());
    }
  }

  /// What has no place in the sequence.
  private void pass(Envelope envelope) {
    Passing passing = new Passing(envelope, Frame.text(envelope.json()));
    audience.keySet().forEach(loop -> on(loop, delivery -> delivery.pass(id, passing)));
    for (Lagging each : lagging) {
      if (!each.keep(passing)) {
        context.meters().droppedBehind();
      }
    }
  }

  private void durable(Envelope envelope, @Nullable Journey journey) {
    offer(envelope, journey);
    if (journey != null) {
      journey.taken();
    }
    if (sequencer.heldCount() > MOST_HELD) {
      context.meters().droppedAhead(sequencer.heldCount());
      sequencer = new Sequencer<>(sequencer.head());
      replay();
    } else if (sequencer.hasHole() && !holeCheckScheduled) {
      holeCheckScheduled = true;
      owner.schedule(this::checkHole, REORDER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void offer(Envelope envelope, @Nullable Journey journey) {
    if (envelope.seq() <= sequencer.head()) {
      return;
    }
    offer(new Sequencer.Item<>(envelope.seq(), Event.of(envelope, journey)));
  }

  private void offer(Sequencer.Item<Event> offered) {
    for (Sequencer.Item<Event> item : sequencer.offer(offered.seq(), offered.thing())) {
      ring.add(item);
      audience.keySet().forEach(loop -> on(loop, delivery -> delivery.deliver(id, item)));
    }
  }

  private void checkHole() {
    holeCheckScheduled = false;
    if (sequencer.hasHole()) {
      context.meters().gap();
      replay();
    }
  }

  /// One question at a time, for the feed itself and for all who lag behind it. A cause that
  /// comes up while one is on its way is not sure to be in that answer, so it is asked again.
  private void replay() {
    if (replaying) {
      replayAgain = true;
      return;
    }
    replaying = true;
    replayAgain = false;
    long position =
        LongStream.concat(
                lagging.stream().mapToLong(each -> each.reached),
                questions.stream().mapToLong(Question::from))
            .reduce(sequencer.head(), Math::min);
    List<Question> asked = List.copyOf(questions);
    long began = System.nanoTime();
    context
        .source()
        .after(id, position)
        .whenCompleteAsync(
            (events, failure) -> {
              replaying = false;
              context.meters().replayed(failure == null, System.nanoTime() - began);
              if (failure == null) {
                retryMillis = FIRST_RETRY_MILLIS;
                replayed(position, asked, events);
              } else {
                LOG.warn("no replay of {} after {}: {}", id, position, failure.toString());
                replayLater();
              }
            },
            owner);
  }

  /// @param asked the questions that this answers. Not those that came later: what they ask for
  ///     may have been committed later, too, and would seem to be gone
  private void replayed(long position, List<Question> asked, List<Envelope> envelopes) {
    List<Sequencer.Item<Event>> events =
        envelopes.stream().map(each -> new Sequencer.Item<>(each.seq(), Event.of(each))).toList();
    boolean isWhole = events.size() < ReplaySource.LIMIT;
    long known = sequencer.head() + sequencer.heldCount();
    events.forEach(this::offer);
    context.meters().filled(sequencer.head() + sequencer.heldCount() - known);
    lagging.forEach(each -> each.add(events));
    lagging.removeIf(this::join);
    questions.removeIf(each -> asked.contains(each) && each.answerFrom(position, events, isWhole));
    if (replayAgain || !lagging.isEmpty() || !questions.isEmpty() || !isWhole) {
      replay();
    } else if (sequencer.hasHole()) {
      replayLater();
    }
  }

  private void replayLater() {
    long delay = retryMillis + ThreadLocalRandom.current().nextLong(retryMillis);
    retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    owner.schedule(this::replay, delay, TimeUnit.MILLISECONDS);
  }

  /// Lets a receiver in among those who get what comes, once nothing lies between.
  private boolean join(Lagging joining) {
    if (joining.reached < sequencer.head() && !ring.reachesBackTo(joining.reached)) {
      return false;
    }
    List<Sequencer.Item<Event>> missed = new ArrayList<>(joining.missed);
    missed.addAll(ring.after(joining.reached));
    List<Passing> news = List.copyOf(joining.news);
    on(
        joining.receiver.loop(),
        delivery -> delivery.join(id, joining.receiver, joining.from, missed, news));
    return true;
  }

  private void on(EventLoop loop, Consumer<LoopDelivery> task) {
    loop.execute(() -> task.accept(context.loops().deliveryOn(loop)));
  }

  /// A receiver that is behind what the ring still has, and what was replayed for it so far.
  private static final class Lagging {
    private final Receiver receiver;
    private final long from;
    private final List<Sequencer.Item<Event>> missed = new ArrayList<>();

    /// What came meanwhile without a place in the sequence. Of too much the newest counts.
    private final ArrayDeque<Passing> news = new ArrayDeque<>(0);

    private long reached;

    Lagging(Receiver receiver, long from) {
      this.receiver = receiver;
      this.from = from;
      this.reached = from;
    }

    /// @return false when the oldest had to go for it
    boolean keep(Passing passing) {
      boolean isFull = news.size() == MOST_NEWS;
      if (isFull) {
        news.remove();
      }
      news.add(passing);
      return !isFull;
    }

    void add(List<Sequencer.Item<Event>> events) {
      for (Sequencer.Item<Event> event : events) {
        if (event.seq() == reached + 1) {
          reached++;
          missed.add(event);
        }
      }
    }
  }
}
