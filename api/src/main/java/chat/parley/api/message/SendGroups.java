package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.shared.id.ConversationId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes few statements out of many sends, without ever waiting on purpose (a group commit): a send
/// that finds a free place goes at once; those that come while all places are taken gather, and go
/// together with the next that is free. So the busier an api is, the less a send costs.
///
/// Invariants:
/// - Of one conversation no two are in groups at once, and they go in the order in which they
///   came: a group never finds a row locked by another of this api.
/// - A send waits for those that go with it and before it, never for a lock that one of them would
///   have to wait for: what is locked is sent again, alone and in nobody's place.
/// - A group that hangs, for its connection has gone dead, holds up the others for [#PATIENCE] at
///   most: then its place is another's.
/// - It is sent again only when nothing of it is there, so each draft is written once at most.
///
/// No thread is its own: one of those who wait writes for all of its group. For any thread.
@Singleton
class SendGroups {
  private static final int LARGEST = 64;

  /// Much more than a statement takes that waits for nobody.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Function<List<Draft>, List<SendRepository.@Nullable Outcome>> together;
  private final Function<Draft, SendRepository.Outcome> alone;
  private final Consumer<List<SendRepository.Outcome>> news;
  private final Duration patience;
  private final Queue<Waiting> ready = new ArrayDeque<>();
  private final Set<Group> underWay = new LinkedHashSet<>();

  /// Of each conversation that has a message ready or on its way, those that wait for that one.
  private final Map<ConversationId, Deque<Waiting>> behind = new HashMap<>();

  private int places;

  @Inject
  SendGroups(
      SendRepository sends,
      Announcements announcements,
      MessageSettings settings,
      MeterRegistry meters) {
    this(
        sends::send,
        draft -> sends.send(draft, List.of()),
        announcements::tell,
        settings.sendStatements(),
        PATIENCE);
    meters.gauge("parley.api.sends.waiting", this, SendGroups::waiting);
  }

  /// @param together writes drafts of different conversations, see [SendRepository#send(List)]
  /// @param alone writes one
  /// @param news tells what came of some
  /// @param places how many groups are written at once
  /// @param patience with a group that doesn't end
  SendGroups(
      Function<List<Draft>, List<SendRepository.@Nullable Outcome>> together,
      Function<Draft, SendRepository.Outcome> alone,
      Consumer<List<SendRepository.Outcome>> news,
      int places,
      Duration patience) {
    this.together = together;
    this.alone = alone;
    this.news = news;
    this.places = places;
    this.patience = patience;
  }

  /// Writes it and tells of it.
  ///
  /// @param draft a plain one
  SendRepository.Outcome send(Draft draft) {
    Waiting own = new Waiting(draft);
    enter(own);
    turnOf(own).ifPresent(this::write);
    return switch (own.failure) {
      case null -> own.outcome == null ? sendAlone(draft) : own.outcome;
      case Error error -> throw error;
      case RuntimeException failure -> throw failure;
      case Throwable other -> throw new IllegalStateException(other);
    };
  }

  /// How many wait for a place.
  synchronized int waiting() {
    return ready.size() + behind.values().stream().mapToInt(Deque::size).sum();
  }

  private synchronized void enter(Waiting one) {
    Deque<Waiting> others = behind.get(one.draft.conversation());
    if (others == null) {
      behind.put(one.draft.conversation(), new ArrayDeque<>(1));
      ready.add(one);
      begin();
    } else {
      others.add(one);
    }
  }

  /// Whoever waits looks now and then whether somebody is stuck.
  private Optional<Group> turnOf(Waiting one) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return one.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          relieve();
        } catch (InterruptedException e) {
          // Somebody else may be writing it already: what becomes of it must be known.
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void relieve() {
    long late = System.nanoTime() - patience.toNanos();
    underWay.stream().filter(group -> group.began - late <= 0).toList().forEach(this::leave);
  }

  /// Its place is free; the second time it has none.
  private synchronized void leave(Group group) {
    if (!underWay.remove(group)) {
      return;
    }
    places++;
    for (Waiting one : group.all) {
      Waiting next = requireNonNull(behind.get(one.draft.conversation())).poll();
      if (next == null) {
        behind.remove(one.draft.conversation());
      } else {
        ready.add(next);
      }
    }
    begin();
  }

  private void begin() {
    while (places > 0 && !ready.isEmpty()) {
      places--;
      List<Waiting> all = new ArrayList<>();
      while (all.size() < LARGEST && !ready.isEmpty()) {
        all.add(ready.remove());
      }
      Group group = new Group(all);
      underWay.add(group);
      all.getFirst().turn.complete(Optional.of(group));
    }
  }

  private void write(Group group) {
    List<Waiting> all = group.all;
    try {
      send(all);
    } catch (RuntimeException | Error e) {
      // Whether it is written nobody knows.
      all.forEach(one -> one.failure = e);
    } finally {
      leave(group);
      all.forEach(one -> one.turn.complete(Optional.empty()));
    }
    news.accept(all.stream().map(one -> one.outcome).filter(Objects::nonNull).toList());
  }

  private void send(List<Waiting> all) {
    List<SendRepository.@Nullable Outcome> outcomes =
        together.apply(all.stream().map(one -> one.draft).toList());
    for (int i = 0; i < all.size(); i++) {
      all.get(i).outcome = outcomes.get(i);
    }
  }

  private SendRepository.Outcome sendAlone(Draft draft) {
    SendRepository.Outcome outcome = alone.apply(draft);
    news.accept(List.of(outcome));
    return outcome;
  }

  /// Somebody who waits for an outcome, or for being the one who writes.
  private static final class Waiting {
    final Draft draft;

    /// Those for whom it is to write, itself among them; empty when somebody else did.
    final CompletableFuture<Optional<Group>> turn = new CompletableFuture<>();

    SendRepository.@Nullable Outcome outcome;
    @Nullable Throwable failure;

    Waiting(Draft draft) {
      this.draft = draft;
    }
  }

  /// Those whose drafts one statement writes. Equal to no other.
  private static final class Group {
    final List<Waiting> all;
    final long began = System.nanoTime();

    Group(List<Waiting> all) {
      this.all = all;
    }
  }
}
