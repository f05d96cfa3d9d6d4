package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.redis.Envelope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoopDeliveryTest {
  private final ConversationId room = new IdGenerator().conversation();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoopDelivery delivery =
      new LoopDelivery(channel.eventLoop(), new Handed(new FeedMeters(meters), Clock.systemUTC()));
  private final List<Sequencer.Item<Event>> log = new ArrayList<>();

  @Test
  void whatComesTogetherIsHandedOverInOnePiece() {
    FakeReceiver reader = joinAt(0);
    runAll();
    say(3);
    runAll();

    assertThat(reader.frames).hasSize(1);
    assertThat(reader.reached).containsExactly(3L);
    assertThat(textsOf(reader)).containsExactly("1", "2", "3");
  }

  @Test
  void whoHasAPartOfItGetsTheRest() {
    FakeReceiver behind = joinAt(0);
    FakeReceiver ahead = joinAt(3);
    say(5);
    runAll();

    assertThat(textsOf(behind)).containsExactly("1", "2", "3", "4", "5");
    assertThat(textsOf(ahead)).containsExactly("4", "5");
  }

  @Test
  void whatHasNoPlaceInTheSequenceStaysBetweenWhatItCameBetween() {
    FakeReceiver reader = joinAt(0);
    say(2);
    delivery.pass(room, passing("typing"));
    say(1);
    runAll();

    assertThat(textsOf(reader)).containsExactly("1", "2", "typing", "3");
  }

  @Test
  void nobodysLastEventIsJoinedWithWhatFollows() {
    FakeReceiver leaving = joinAt(0);
    FakeReceiver staying = joinAt(0);
    say(1);
    remove(leaving);
    say(2);
    runAll();

    assertThat(textsOf(leaving)).containsExactly("1", "2");
    assertThat(leaving.left).isTrue();
    assertThat(textsOf(staying)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void aPieceIsNoMoreThanASlice() {
    FakeReceiver reader = joinAt(0);
    for (int i = 0; i < 8; i++) {
      add(Envelope.durable(head() + 1, Instant.EPOCH, new byte[Rounds.SLICE / 4]));
    }
    runAll();

    assertThat(reader.frames).allMatch(frame -> frame.size() <= Rounds.SLICE);
    assertThat(reader.frames.stream().mapToInt(frame -> frame.parts().size()).sum()).isEqualTo(8);
  }

  /// Whoever comes and goes when, and whatever is handed out together: each gets what follows the
  /// position they came with, once and in order, up to their last event.
  @Property
  void everybodyGetsAllThatFollowsOnceAndInOrder(
      @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 11) Integer> happenings) {
    LoopDeliveryTest each = new LoopDeliveryTest();
    List<Membership> memberships = new ArrayList<>();
    happenings.forEach(happening -> each.happen(happening, memberships));
    each.runAll();

    for (Membership membership : memberships) {
      assertThat(textsOf(membership.reader))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(membership.from + 1, membership.last(each.head()))
                  .mapToObj(Long::toString)
                  .toList());
    }
  }

  private void happen(int happening, List<Membership> memberships) {
    switch (happening) {
      case 8 -> channel.runPendingTasks();
      case 9 -> runAll();
      case 10 -> {
        long from = Math.max(0, head() - 2);
        FakeReceiver reader = receiver();
        delivery.join(
            room, reader, from, List.copyOf(log.subList((int) from, log.size())), List.of());
        memberships.add(new Membership(reader, from));
      }
      case 11 -> {
        for (Membership membership : memberships) {
          if (membership.last == Long.MAX_VALUE) {
            remove(membership.reader);
            membership.last = head();
            return;
          }
        }
      }
      default -> say(1);
    }
  }

  private FakeReceiver joinAt(long position) {
    FakeReceiver reader = receiver();
    delivery.join(room, reader, position, List.of(), List.of());
    return reader;
  }

  private FakeReceiver receiver() {
    return new FakeReceiver(channel.eventLoop());
  }

  private void say(int times) {
    for (int i = 0; i < times; i++) {
      add(Envelope.durable(head() + 1, Instant.EPOCH, utf8(Long.toString(head() + 1))));
    }
  }

  private void remove(FakeReceiver leaving) {
    long seq = head() + 1;
    ByteBuffer text = ByteBuffer.wrap(utf8(Long.toString(seq)));
    add(new Envelope(Envelope.Kind.REMOVED, seq, leaving.user().value(), text));
  }

  private void add(Envelope envelope) {
    Sequencer.Item<Event> item = new Sequencer.Item<>(envelope.seq(), Event.of(envelope));
    log.add(item);
    delivery.deliver(room, item);
  }

  private long head() {
    return log.size();
  }

  private static Passing passing(String text) {
    Envelope envelope =
        new Envelope(Envelope.Kind.STATE, 0, new UUID(0, 0), ByteBuffer.wrap(utf8(text)));
    return new Passing(envelope, Frame.text(envelope.json()));
  }

  private static List<String> textsOf(FakeReceiver reader) {
    return reader.frames.stream()
        .flatMap(frame -> frame.parts().stream())
        .map(frame -> frame.json().toString(StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Also what waits for its time.
  private void runAll() {
    do {
      channel.runPendingTasks();
      channel.advanceTimeBy(Pace.LONGEST_WAIT, TimeUnit.NANOSECONDS);
    } while (channel.hasPendingTasks());
  }

  private static final class Membership {
    private final FakeReceiver reader;
    private final long from;
    private long last = Long.MAX_VALUE;

    Membership(FakeReceiver reader, long from) {
      this.reader = reader;
      this.from = from;
    }

    long last(long head) {
      return Math.min(last, head);
    }
  }
}
