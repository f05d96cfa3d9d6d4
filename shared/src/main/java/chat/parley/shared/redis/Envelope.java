package chat.parley.shared.redis;

import chat.parley.shared.id.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// One event on its way from api to push: a head of 28 bytes that push reads, then exactly the
/// JSON that clients receive, which push never parses.
///
/// ```
/// offset  0       1     2..3  4..11          12..27        28..
///         version kind  n     seq (big end)  subject UUID  n UUIDs of 16 bytes, JSON (UTF-8)
/// ```
///
/// Version 1 is without exceptions, `n` is 0; with them it is version 2, which a push node that
/// knows nothing of exceptions refuses instead of telling those who are not to hear.
///
/// What is about nobody and has a place in a sequence says in its subject when it happened
/// ([#micros]). That is no other version: the field was zero before, and nodes that know nothing
/// of it don't look at it.
///
/// @param seq the event's position in its conversation, or what the kind says; 0 for what has
///     none
/// @param subject whom or what the kind is about, see [Kind]; [#NOBODY] otherwise
/// @param except whose sockets are passed over, at most [#MOST_EXCEPTIONS]; not of durable
///     events, which have no holes for anybody
/// @param json not copied, and never to be written to; take a duplicate before moving its
///     position
public record Envelope(Kind kind, long seq, UUID subject, List<UUID> except, ByteBuffer json) {
  public static final UUID NOBODY = new UUID(0, 0);

  private static final byte WITHOUT_EXCEPTIONS = 1;
  private static final byte WITH_EXCEPTIONS = 2;
  public static final int HEAD_BYTES = 28;
  public static final int MOST_EXCEPTIONS = 0xFFFF;
  private static final int UUID_BYTES = 16;

  public Envelope {
    except = List.copyOf(except);
    if (except.size() > MOST_EXCEPTIONS || (kind.isDurable() && !except.isEmpty())) {
      throw new IllegalArgumentException("%d exceptions to %s".formatted(except.size(), kind));
    }
  }

  /// For everybody whom the kind means.
  public Envelope(Kind kind, long seq, UUID subject, ByteBuffer json) {
    this(kind, seq, subject, List.of(), json);
  }

  /// What push has to do with it, beyond handing it on.
  public enum Kind {
    /// Takes its place in the conversation's sequence.
    DURABLE(1, true),
    /// For one person's sockets, as it comes; about conversation `subject`, if that is one.
    PERSONAL(2, false),
    /// Personal; and the person's sockets follow conversation `subject` from `seq` on.
    JOINED(3, false),
    /// As it comes, without a place in any sequence; the first thing a slow socket is spared. Not
    /// for the sockets of `subject`, who caused it.
    EPHEMERAL(4, false),
    /// Durable; and the last event of the conversation for the sockets of `subject`.
    REMOVED(5, true),
    /// Durable; and the last event of the conversation for everybody.
    CLOSED(6, true),
    /// For a person's sockets of session `subject`, which close right after it with 4401.
    REVOKED(7, false),
    /// The newest counts: as it comes, without a place in any sequence, but not to be dropped. On
    /// a person's channel about conversation `subject`, if that is one.
    STATE(8, false),
    /// State of user `subject`, published once for each way to those who know them: a socket gets
    /// it once, by its version `seq`, in whichever way it comes first. Of their profile rather
    /// than their presence: `subject` is [#profileOf] them.
    ABOUT_USER(9, false),
    /// Ephemeral, and the end of what `subject` began with an [#EPHEMERAL]: handed on after `seq`
    /// milliseconds, by each node for itself, unless another end of the same subject's comes
    /// first and takes its place. Sent along with a beginning it is an end that needs nobody any
    /// more; sent with 0 it is handed on at once.
    ENDING(10, false);

    private final byte wire;

    private final boolean durable;

    Kind(int wire, boolean durable) {
      this.wire = (byte) wire;
      this.durable = durable;
    }

    /// Whether it takes a place in the conversation's sequence.
    public boolean isDurable() {
      return durable;
    }

    private static Kind of(byte wire) {
      for (Kind kind : values()) {
        if (kind.wire == wire) {
          return kind;
        }
      }
      throw new MalformedEnvelopeException("unknown kind " + wire);
    }
  }

  public static Envelope durable(long seq, Instant at, byte[] json) {
    return new Envelope(Kind.DURABLE, seq, time(at), ByteBuffer.wrap(json));
  }

  /// An event that ends the membership of `user`.
  public static Envelope removed(long seq, UserId user, byte[] json) {
    return new Envelope(Kind.REMOVED, seq, user.value(), ByteBuffer.wrap(json));
  }

  /// An event that ends the conversation.
  public static Envelope closed(long seq, Instant at, byte[] json) {
    return new Envelope(Kind.CLOSED, seq, time(at), ByteBuffer.wrap(json));
  }

  private static UUID time(Instant at) {
    return new UUID(ChronoUnit.MICROS.between(Instant.EPOCH, at), 0);
  }

  /// When the event got its place, in microseconds since 1970; 0 where that isn't said: what is
  /// about somebody has no room for it, and an api of an older version leaves it out.
  public long micros() {
    return kind == Kind.DURABLE || kind == Kind.CLOSED ? subject.getMostSignificantBits() : 0;
  }

  /// The same for all but these.
  public Envelope except(Collection<UserId> users) {
    return new Envelope(kind, seq, subject, users.stream().map(UserId::value).toList(), json);
  }

  /// Whether the sockets of this user are not to get it.
  public boolean excepts(UserId user) {
    return !except.isEmpty() && except.contains(user.value());
  }

  /// The subject of news about what a user is called. A newer version makes older ones of the
  /// same subject old, and somebody's coming online says nothing about their name: two subjects.
  /// It is the user's id made a UUIDv8 (RFC 9562 §5.8), which no id of ours is.
  public static UUID profileOf(UserId user) {
    long high = user.value().getMostSignificantBits();
    return new UUID((high & ~0xF000L) | 0x8000L, user.value().getLeastSignificantBits());
  }

  public byte[] encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEAD_BYTES + UUID_BYTES * except.size() + json.remaining())
            .put(except.isEmpty() ? WITHOUT_EXCEPTIONS : WITH_EXCEPTIONS)
            .put(kind.wire)
            .putShort((short) except.size())
            .putLong(seq);
    put(bytes, subject);
    except.forEach(user -> put(bytes, user));
    return bytes.put(json.duplicate()).array();
  }

  private static void put(ByteBuffer bytes, UUID id) {
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  /// Reads the buffer from its position to its limit.
  ///
  /// @throws MalformedEnvelopeException when it is too short or of an unknown version or kind
  public static Envelope decode(ByteBuffer bytes) {
    if (bytes.remaining() < HEAD_BYTES) {
      throw new MalformedEnvelopeException("only " + bytes.remaining() + " bytes");
    }
    byte version = bytes.get();
    if (version != WITHOUT_EXCEPTIONS && version != WITH_EXCEPTIONS) {
      throw new MalformedEnvelopeException("unknown version " + version);
    }
    Kind kind = Kind.of(bytes.get());
    int exceptions = Short.toUnsignedInt(bytes.getShort());
    long seq = bytes.getLong();
    UUID subject = uuid(bytes);
    return new Envelope(
        kind,
        seq,
        subject,
        version == WITH_EXCEPTIONS ? uuids(bytes, kind, exceptions) : List.of(),
        bytes.slice());
  }

  private static List<UUID> uuids(ByteBuffer bytes, Kind kind, int count) {
    if (kind.isDurable() || bytes.remaining() < UUID_BYTES * count) {
      throw new MalformedEnvelopeException("%d exceptions to %s".formatted(count, kind));
    }
    return Stream.generate(() -> uuid(bytes)).limit(count).toList();
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
