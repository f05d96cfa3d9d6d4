package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.shared.id.ConversationId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes few statements out of many sends, without ever waiting on purpose (a group commit): a send
/// that finds a free place goes at once; those that come while all places are taken gather, and go
/// together with the next that is free. So the busier an api is, the less a send costs.
///
/// Invariants:
/// - Of one conversation one message is on its way at most, in the order in which they came: no two
///   statements of this api wait for each other.
/// - A send waits for those that go with it and before it, never for a lock that one of them would
///   have to wait for: what is locked is sent again, alone and in nobody's place.
/// - It is sent again only when nothing of it is there, so each draft is written once at most.
///
/// No thread is its own: one of those who wait writes for all of its group. For any thread.
@Singleton
class SendGroups {
  private static final int LARGEST = 64;

  private final Function<List<Draft>, List<SendRepository.@Nullable Outcome>> together;
  private final Function<Draft, SendRepository.Outcome> alone;
  private final Consumer<List<SendRepository.Outcome>> news;
  private final Queue<Waiting> ready = new ArrayDeque<>();

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
        settings.sendStatements());
    meters.gauge("parley.api.sends.waiting", this, SendGroups::waiting);
  }

  /// @param together writes drafts of different conversations, see [SendRepository#send(List)]
  /// @param alone writes one
  /// @param news tells what came of some
  /// @param places how many groups are written at once
  SendGroups(
      Function<List<Draft>, List<SendRepository.@Nullable Outcome>> together,
      Function<Draft, SendRepository.Outcome> alone,
      Consumer<List<SendRepository.Outcome>> news,
      int places) {
    this.together = together;
    this.alone = alone;
    this.news = news;
    this.places = places;
  }

  /// Writes it and tells of it.
  ///
  /// @param draft a plain one
  SendRepository.Outcome send(Draft draft) {
    Waiting own = new Waiting(draft);
    enter(own);
    List<Waiting> group = own.turn.join();
    if (!group.isEmpty()) {
      write(group);
    }
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

  private synchronized void leave(List<Waiting> group) {
    places++;
    for (Waiting one : group) {
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
      List<Waiting> group = new ArrayList<>();
      while (group.size() < LARGEST && !ready.isEmpty()) {
        group.add(ready.remove());
      }
      group.getFirst().turn.complete(group);
    }
  }

  private void write(List<Waiting> group) {
    try {
      send(group);
    } catch (RuntimeException | Error e) {
      // Whether it is written nobody knows.
      group.forEach(one -> one.failure = e);
    } finally {
      leave(group);
      group.forEach(one -> one.turn.complete(List.of()));
    }
    news.accept(group.stream().map(one -> one.outcome).filter(Objects::nonNull).toList());
  }

  private void send(List<Waiting> group) {
    List<SendRepository.@Nullable Outcome> outcomes =
        together.apply(group.stream().map(one -> one.draft).toList());
    for (int i = 0; i < group.size(); i++) {
      group.get(i).outcome = outcomes.get(i);
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
    final CompletableFuture<List<Waiting>> turn = new CompletableFuture<>();

    SendRepository.@Nullable Outcome outcome;
    @Nullable Throwable failure;

    Waiting(Draft draft) {
      this.draft = draft;
    }
  }
}
