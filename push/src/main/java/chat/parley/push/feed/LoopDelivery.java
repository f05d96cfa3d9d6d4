package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.redis.Envelope;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Hands the frames of conversations to the sockets of one event loop. Only that loop touches it.
///
/// Invariants, whatever is handed in:
/// - A socket gets the durable events of a conversation with ascending `seq`, none twice: each
///   place remembers how far its socket is, and all that concerns a conversation happens in the
///   order in which it came, through the same [Rounds].
/// - After the event that ends its user's membership a socket gets nothing of that conversation:
///   the place ends with it, here, in the order of events, not when the news of the removal
///   happens to come.
final class LoopDelivery {
  private final Map<ConversationId, List<Place>> audiences = new HashMap<>();

  /// What still may grow: the newest of each conversation, if it is a run and waits.
  private final Map<ConversationId, Run> runs = new HashMap<>();

  private final HeardChanges<Receiver> heard = new HeardChanges<>();
  private final EventLoop loop;
  private final Rounds rounds;
  private final Handed handed;
  private boolean forgetting;

  LoopDelivery(EventLoop loop, Handed handed) {
    this.loop = loop;
    this.handed = handed;
    this.rounds = new Rounds(loop, handed::flushed);
  }

  /// @param missed what the receiver has to get first
  /// @param position where it is before that
  /// @param news for afterwards, unless the membership ended with what was missed
  void join(
      ConversationId conversation,
      Receiver receiver,
      long position,
      List<Sequencer.Item<Event>> missed,
      List<Passing> news) {
    int bytes = missed.stream().mapToInt(item -> item.thing().size()).sum();
    runs.remove(conversation);
    rounds.add(bytes, () -> letIn(conversation, new Place(receiver, position), missed, news));
  }

  private void letIn(
      ConversationId conversation,
      Place place,
      List<Sequencer.Item<Event>> missed,
      List<Passing> news) {
    for (Sequencer.Item<Event> item : missed) {
      if (deliver(conversation, place, item)) {
        return;
      }
    }
    audiences.computeIfAbsent(conversation, id -> new ArrayList<>(2)).add(place);
    news.forEach(passing -> pass(place.receiver, passing));
  }

  void leave(ConversationId conversation, Receiver receiver) {
    runs.remove(conversation);
    rounds.add(0, () -> letGo(conversation, receiver));
  }

  private void letGo(ConversationId conversation, Receiver receiver) {
    List<Place> audience = audiences.get(conversation);
    if (audience != null) {
      audience.removeIf(place -> place.receiver.equals(receiver));
      if (audience.isEmpty()) {
        audiences.remove(conversation);
      }
    }
  }

  /// Goes with the event before it, if that still waits and nothing else of the conversation came
  /// between.
  void deliver(ConversationId conversation, Sequencer.Item<Event> item) {
    Run waiting = runs.get(conversation);
    if (waiting != null
        && waiting.isFollowedBy(item)
        && rounds.extend(waiting, item.thing().size())) {
      waiting.add(item);
    } else {
      Run run = new Run(conversation, item, this::handOut);
      runs.put(conversation, run);
      rounds.add(run);
    }
  }

  private void handOut(Run run) {
    ConversationId conversation = run.conversation();
    runs.remove(conversation, run);
    List<Place> audience = audiences.get(conversation);
    if (audience == null) {
      return;
    }
    handed.add(run, audience.size());
    Frame whole = run.frame().forAudience(audience.size());
    audience.removeIf(place -> deliver(conversation, place, run, whole));
    if (audience.isEmpty()) {
      audiences.remove(conversation);
    }
  }

  /// @return whether the place ends with this
  private boolean deliver(ConversationId conversation, Place place, Run run, Frame whole) {
    if (place.position + 1 == run.first()) {
      return deliver(conversation, place, run.last(), whole, run.items().getLast().thing());
    }
    // Some of it came to this place before.
    return run.items().stream().anyMatch(item -> deliver(conversation, place, item));
  }

  /// Hands on what has no place in the sequence.
  void pass(ConversationId conversation, Passing passing) {
    runs.remove(conversation);
    rounds.add(passing.frame().size(), () -> handOut(conversation, passing));
  }

  private void handOut(ConversationId conversation, Passing passing) {
    List<Place> audience = audiences.getOrDefault(conversation, List.of());
    Passing forAll = new Passing(passing.envelope(), passing.frame().forAudience(audience.size()));
    for (Place place : audience) {
      pass(place.receiver, forAll);
    }
  }

  private void pass(Receiver receiver, Passing passing) {
    Envelope envelope = passing.envelope();
    Frame frame = passing.frame();
    if (envelope.excepts(receiver.user())) {
      return;
    }
    switch (envelope.kind()) {
      case EPHEMERAL, ENDING -> {
        if (!receiver.user().value().equals(envelope.subject())) {
          receiver.ephemeral(frame);
          flushLater(receiver);
        }
      }
      case ABOUT_USER -> {
        if (isNews(envelope, receiver)) {
          receiver.state(frame);
          flushLater(receiver);
        }
      }
      case STATE -> {
        receiver.state(frame);
        flushLater(receiver);
      }
      case DURABLE, REMOVED, CLOSED, PERSONAL, JOINED, REVOKED ->
          throw new IllegalArgumentException(envelope.kind() + " is not to be passed on");
    }
  }

  /// Whether the receiver has not heard yet of this change of a user's state, nor of a later one;
  /// from now on it has. Those who share many conversations with somebody hear of each change in
  /// all of them.
  boolean isNews(Envelope aboutUser, Receiver receiver) {
    boolean isFirst = heard.isFirst(aboutUser.subject(), aboutUser.seq(), receiver);
    if (!forgetting) {
      forgetLater();
    }
    return isFirst;
  }

  /// When nothing more is heard, too: who has heard is kept in memory, sockets that are closed
  /// since as well.
  private void forgetLater() {
    forgetting = true;
    loop.schedule(this::forget, HeardChanges.KEPT_NANOS, TimeUnit.NANOSECONDS);
  }

  private void forget() {
    heard.forget();
    forgetting = false;
    if (!heard.isEmpty()) {
      forgetLater();
    }
  }

  /// @return whether the place ends with this
  private boolean deliver(ConversationId conversation, Place place, Sequencer.Item<Event> item) {
    Event event = item.thing();
    return item.seq() > place.position
        && deliver(conversation, place, item.seq(), event.frame(), event);
  }

  private boolean deliver(
      ConversationId conversation, Place place, long seq, Frame frame, Event newest) {
    place.position = seq;
    place.receiver.receive(conversation, seq, frame);
    flushLater(place.receiver);
    boolean isLast = newest.isLastOf(place.receiver.user());
    if (isLast) {
      place.receiver.left(conversation, seq);
    }
    return isLast;
  }

  /// Any thread; it may be a moment old.
  long waitingBytes() {
    return rounds.waitingBytes();
  }

  void flushLater(Receiver receiver) {
    rounds.flush(receiver);
  }

  private static final class Place {
    private final Receiver receiver;
    private long position;

    Place(Receiver receiver, long position) {
      this.receiver = receiver;
      this.position = position;
    }
  }
}
