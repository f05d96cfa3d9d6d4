package chat.parley.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A statement begins when the test takes it, and ends when the test says what came of it.
@Timeout(30)
class SendGroupsTest {
  private static final SendRepository.Outcome SENT = new SendRepository.Outcome.ReadOnly();
  private static final SendRepository.Outcome LATER = new SendRepository.Outcome.Blocked();
  private static final Duration AMPLE = Duration.ofMinutes(1);
  private static final ConversationId ROOM = new ConversationId(UUID.randomUUID());

  private final LinkedBlockingQueue<List<Draft>> begun = new LinkedBlockingQueue<>();
  private final SynchronousQueue<Supplier<List<SendRepository.@Nullable Outcome>>> ends =
      new SynchronousQueue<>();
  private final List<Draft> sentAlone = Collections.synchronizedList(new ArrayList<>());
  private final List<SendRepository.Outcome> told = Collections.synchronizedList(new ArrayList<>());
  private final SendGroups groups =
      new SendGroups(this::write, this::writeAlone, told::addAll, 1, AMPLE);

  @Test
  void whoFindsAFreePlaceGoesAtOnceAndAlone() throws Exception {
    Draft draft = draft(someRoom());
    CompletableFuture<SendRepository.Outcome> sent = send(draft);

    assertThat(begun.take()).containsExactly(draft);
    end(() -> List.of(SENT));
    assertThat(sent.join()).isEqualTo(SENT);
    assertThat(told).containsExactly(SENT);
    assertThat(sentAlone).isEmpty();
  }

  @Test
  void whoComesWhileThePlaceIsTakenGoesTogetherWithTheOthers() throws Exception {
    CompletableFuture<SendRepository.Outcome> first = send(draft(someRoom()));
    begun.take();
    List<Draft> drafts = drafts(5);
    List<CompletableFuture<SendRepository.Outcome>> others = sendInOrder(drafts);
    end(() -> List.of(SENT));

    assertThat(begun.take()).isEqualTo(drafts);
    end(() -> Collections.nCopies(5, LATER));
    assertThat(first.join()).isEqualTo(SENT);
    assertThat(others.stream().map(CompletableFuture::join)).containsOnly(LATER);
    assertThat(told).containsExactly(SENT, LATER, LATER, LATER, LATER, LATER);
    assertThat(groups.waiting()).isZero();
  }

  @Test
  void ofOneConversationOneIsOnItsWayAtATimeInTheOrderInWhichTheyCame() throws Exception {
    CompletableFuture<SendRepository.Outcome> first = send(draft(ROOM));
    begun.take();
    Draft second = draft(ROOM);
    Draft other = draft(someRoom());
    Draft third = draft(ROOM);
    List<CompletableFuture<SendRepository.Outcome>> more =
        sendInOrder(List.of(second, third, other));

    end(() -> List.of(SENT));
    assertThat(begun.take()).containsExactlyInAnyOrder(second, other);
    end(() -> List.of(SENT, SENT));
    assertThat(begun.take()).containsExactly(third);
    end(() -> List.of(SENT));
    assertThat(first.join()).isEqualTo(SENT);
    assertThat(more.stream().map(CompletableFuture::join)).containsOnly(SENT);
  }

  @Test
  void anotherPlaceDoesNotTakeAConversationThatIsOnItsWay() throws Exception {
    SendGroups two = new SendGroups(this::write, this::writeAlone, told::addAll, 2, AMPLE);
    Draft first = draft(ROOM);
    Draft second = draft(ROOM);
    Draft other = draft(someRoom());
    CompletableFuture<SendRepository.Outcome> firstSent = send(two, first);
    assertThat(begun.take()).containsExactly(first);
    CompletableFuture<SendRepository.Outcome> secondSent = send(two, second);
    awaitWaiting(two, 1);
    CompletableFuture<SendRepository.Outcome> otherSent = send(two, other);

    assertThat(begun.take()).containsExactly(other);
    end(() -> List.of(SENT));
    end(() -> List.of(SENT));
    assertThat(begun.take()).containsExactly(second);
    end(() -> List.of(SENT));
    CompletableFuture.allOf(firstSent, secondSent, otherSent).join();
  }

  @Test
  void whatCouldNotGoWithTheOthersIsSentAloneAndToldOnce() throws Exception {
    CompletableFuture<SendRepository.Outcome> first = send(draft(someRoom()));
    begun.take();
    List<Draft> drafts = drafts(3);
    List<CompletableFuture<SendRepository.Outcome>> others = sendInOrder(drafts);
    end(() -> List.of(SENT));
    begun.take();
    List<SendRepository.@Nullable Outcome> outcomes = new ArrayList<>(List.of(SENT, SENT, SENT));
    outcomes.set(1, null);
    end(() -> outcomes);

    assertThat(others.stream().map(CompletableFuture::join)).containsExactly(SENT, LATER, SENT);
    first.join();
    assertThat(sentAlone).containsExactly(drafts.get(1));
    assertThat(told).containsExactlyInAnyOrder(SENT, SENT, SENT, LATER);
  }

  /// Nobody knows whether it is written, so nobody sends it again.
  @Test
  void aFailureIsEverybodysOfItsGroupAndNoneOfTheNext() throws Exception {
    CompletableFuture<SendRepository.Outcome> first = send(draft(someRoom()));
    begun.take();
    List<CompletableFuture<SendRepository.Outcome>> failing = sendInOrder(drafts(2));
    end(() -> List.of(SENT));
    begun.take();
    CompletableFuture<SendRepository.Outcome> next = send(draft(someRoom()));
    awaitWaiting(groups, 1);
    end(
        () -> {
          throw new IllegalStateException("the connection is lost");
        });
    begun.take();
    end(() -> List.of(SENT));

    for (CompletableFuture<SendRepository.Outcome> each : failing) {
      assertThatThrownBy(each::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    assertThat(first.join()).isEqualTo(SENT);
    assertThat(next.join()).isEqualTo(SENT);
    assertThat(sentAlone).isEmpty();
  }

  @Test
  void aGroupThatHangsLosesItsPlaceAndKeepsItsOutcome() throws Exception {
    SendGroups impatient =
        new SendGroups(this::write, this::writeAlone, told::addAll, 1, Duration.ofMillis(20));
    CompletableFuture<SendRepository.Outcome> hanging = send(impatient, draft(ROOM));
    begun.take();
    Draft elsewhere = draft(someRoom());
    CompletableFuture<SendRepository.Outcome> next = send(impatient, elsewhere);

    assertThat(begun.take()).containsExactly(elsewhere);
    // The same conversation isn't held up either.
    Draft sameRoom = draft(ROOM);
    CompletableFuture<SendRepository.Outcome> last = send(impatient, sameRoom);
    assertThat(begun.take()).containsExactly(sameRoom);

    for (int i = 0; i < 3; i++) {
      end(() -> List.of(SENT));
    }
    CompletableFuture.allOf(hanging, next, last).join();
    assertThat(told).containsExactly(SENT, SENT, SENT);

    // One place is left of all that.
    CompletableFuture<SendRepository.Outcome> after = send(impatient, draft(ROOM));
    begun.take();
    end(() -> List.of(SENT));
    assertThat(after.join()).isEqualTo(SENT);
  }

  private List<SendRepository.@Nullable Outcome> write(List<Draft> drafts) {
    begun.add(drafts);
    try {
      return ends.take().get();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private SendRepository.Outcome writeAlone(Draft draft) {
    sentAlone.add(draft);
    return LATER;
  }

  private void end(Supplier<List<SendRepository.@Nullable Outcome>> with)
      throws InterruptedException {
    assertThat(ends.offer(with, 10, TimeUnit.SECONDS)).isTrue();
  }

  private CompletableFuture<SendRepository.Outcome> send(Draft draft) {
    return send(groups, draft);
  }

  private static CompletableFuture<SendRepository.Outcome> send(SendGroups to, Draft draft) {
    return CompletableFuture.supplyAsync(
        () -> to.send(draft), task -> Thread.ofVirtual().start(task));
  }

  /// Each comes when the one before waits.
  private List<CompletableFuture<SendRepository.Outcome>> sendInOrder(List<Draft> drafts) {
    List<CompletableFuture<SendRepository.Outcome>> sent = new ArrayList<>();
    for (Draft draft : drafts) {
      sent.add(send(draft));
      awaitWaiting(groups, sent.size());
    }
    return sent;
  }

  private static void awaitWaiting(SendGroups in, int count) {
    while (in.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  private static List<Draft> drafts(int count) {
    return IntStream.range(0, count).mapToObj(i -> draft(someRoom())).toList();
  }

  private static ConversationId someRoom() {
    return new ConversationId(UUID.randomUUID());
  }

  private static Draft draft(ConversationId conversation) {
    return new Draft(
        new MessageId(UUID.randomUUID()),
        conversation,
        new UserId(UUID.randomUUID()),
        Message.Type.TEXT,
        "x",
        "'x':1",
        List.of(),
        null,
        null,
        SpanContext.getInvalid());
  }
}
