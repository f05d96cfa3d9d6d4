package chat.parley.shared.event;

import chat.parley.shared.id.ConnectionId;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a push node says on its own behalf to one socket.
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerFrame {

  /// The first frame of every socket.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("hello")
  record Hello(Greeting data) implements ServerFrame {

    /// @param user as the api described it, handed on unread
    /// @param heartbeatMs the time between two pings of the server
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Greeting(
        JsonNode user,
        SessionId sessionId,
        ConnectionId connectionId,
        String node,
        String protocol,
        Instant serverTime,
        long heartbeatMs,
        Instant tokenExpiresAt,
        List<Position> conversations) {
      public Greeting {
        conversations = List.copyOf(conversations);
      }
    }
  }

  /// How far a conversation is, and how far its reader.
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Position(ConversationId id, long seq, long lastReadSeq) {}

  /// The answer to `ping`.
  ///
  /// @param id the command's, left out where it had none
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("pong")
  record Pong(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id, Clock data)
      implements ServerFrame {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Clock(Instant serverTime) {}
  }

  /// A command, or something that was meant to be one, was refused.
  ///
  /// @param id the command's, left out where it had none
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("error")
  record Refusal(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id, Problem error)
      implements ServerFrame {}

  /// The access token ends in 25 s; without `auth.refresh` the socket closes then.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("auth.expiring")
  record AuthExpiring(Expiry data) implements ServerFrame {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Expiry(Instant tokenExpiresAt) {}
  }

  /// A command was carried out.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("ack")
  record Ack(String id, JsonNode data) implements ServerFrame {}

  /// All that was missed has come; what follows is live.
  ///
  /// @param id the resume frame's, left out where it had none
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("resumed")
  record Resumed(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id, Summary data)
      implements ServerFrame {

    /// @param replayed how many events came since the resume frame
    /// @param reset the conversations that the client has to load anew
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Summary(long replayed, List<ConversationId> reset) {
      public Summary {
        reset = List.copyOf(reset);
      }
    }
  }

  /// The last event of a stream over plain HTTP, which has no close codes of its own.
  @Serdeable
  @JsonTypeName("close")
  record Close(Reason data) implements ServerFrame {

    /// @param code what a WebSocket would be closed with
    @Serdeable
    public record Reason(int code, String reason) {}
  }

  /// The node is leaving; the socket closes right after this.
  @Serdeable
  @JsonTypeName("reconnect")
  record Reconnect(Delay data) implements ServerFrame {

    /// @param delayMs how long the client shall wait before it opens a new socket
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Delay(long delayMs) {}
  }
}
