package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.shared.id.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  @Property
  void whatGoesInComesOut(
      @ForAll Envelope.Kind kind,
      @ForAll long seq,
      @ForAll long high,
      @ForAll long low,
      @ForAll byte[] json) {
    Envelope sent = new Envelope(kind, seq, new UUID(high, low), ByteBuffer.wrap(json));

    Envelope received = Envelope.decode(ByteBuffer.wrap(sent.encode()));

    assertThat(received).isEqualTo(sent);
  }

  @Property
  void whoIsExceptedStaysSo(
      @ForAll @Size(max = 300) List<Long> ids, @ForAll long seq, @ForAll byte[] json) {
    List<UserId> users = ids.stream().map(id -> new UserId(new UUID(7, id))).toList();
    Envelope sent =
        new Envelope(Envelope.Kind.ABOUT_USER, seq, new UUID(1, 2), ByteBuffer.wrap(json))
            .except(users);

    Envelope received = Envelope.decode(ByteBuffer.wrap(sent.encode()));

    assertThat(received).isEqualTo(sent);
    assertThat(users).allMatch(received::excepts);
    assertThat(received.excepts(new UserId(new UUID(8, 0)))).isFalse();
  }

  /// Who doesn't know of exceptions must not take it for one without.
  @Test
  void anEnvelopeWithExceptionsIsOfAnotherVersion() {
    Envelope plain =
        new Envelope(Envelope.Kind.ABOUT_USER, 1, new UUID(1, 2), ByteBuffer.allocate(0));

    assertThat(plain.encode()).startsWith(1, 9, 0, 0);
    assertThat(plain.except(List.of(new UserId(new UUID(7, 7)))).encode())
        .startsWith(2, 9, 0, 1)
        .hasSize(Envelope.HEAD_BYTES + 16);
  }

  @Test
  void noDurableEventHasExceptions() {
    Envelope durable = Envelope.durable(1, Instant.EPOCH, new byte[0]);

    assertThatThrownBy(() -> durable.except(List.of(new UserId(new UUID(7, 7)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHeadIsTwentyEightBytesAndTheJsonFollowsUntouched() {
    byte[] json = "{\"type\":\"message.created\"}".getBytes(StandardCharsets.UTF_8);

    byte[] bytes = Envelope.durable(42, Instant.EPOCH, json).encode();

    assertThat(bytes).startsWith(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 42).endsWith(json);
    assertThat(bytes).hasSize(Envelope.HEAD_BYTES + json.length);
  }

  /// In a field that was zero before and that nobody looked at: no other version, no other length.
  @Test
  void whatIsAboutNobodySaysWhenItHappened() {
    Instant at = Instant.parse("2026-11-22T10:00:00.123456Z");
    Envelope durable = Envelope.durable(42, at, new byte[7]);

    assertThat(durable.encode()).startsWith(1, 1, 0, 0).hasSize(Envelope.HEAD_BYTES + 7);
    assertThat(Envelope.decode(ByteBuffer.wrap(durable.encode())).micros())
        .isEqualTo(at.getEpochSecond() * 1_000_000 + 123_456);
    assertThat(Envelope.closed(42, at, new byte[7]).micros()).isEqualTo(durable.micros());
  }

  @Test
  void whatIsAboutSomebodyOrFromAnOlderApiDoesNot() {
    UserId user = new UserId(new UUID(7, 7));

    assertThat(Envelope.removed(42, user, new byte[7]).micros()).isZero();
    assertThat(
            new Envelope(Envelope.Kind.DURABLE, 42, Envelope.NOBODY, ByteBuffer.allocate(0))
                .micros())
        .isZero();
  }

  @Test
  void aProfileIsASubjectOfItsOwn() {
    UserId user = UserId.parse("019aa0c0-0000-7000-8000-00000000000a");

    assertThat(Envelope.profileOf(user)).hasToString("019aa0c0-0000-8000-8000-00000000000a");
  }

  @Test
  void foreignBytesAreRefused() {
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(new byte[27])))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessageContaining("27 bytes");
    byte[] newer = Envelope.durable(1, Instant.EPOCH, new byte[0]).encode();
    newer[0] = 3;
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(newer)))
        .hasMessageContaining("unknown version 3");
    byte[] shorter =
        new Envelope(Envelope.Kind.ABOUT_USER, 1, new UUID(1, 2), ByteBuffer.allocate(15)).encode();
    shorter[0] = 2;
    shorter[3] = 1;
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(shorter)))
        .hasMessageContaining("1 exceptions");
    byte[] strange = Envelope.durable(1, Instant.EPOCH, new byte[0]).encode();
    strange[1] = 99;
    assertThatThrownBy(() -> Envelope.decode(ByteBuffer.wrap(strange)))
        .hasMessageContaining("unknown kind 99");
  }
}
