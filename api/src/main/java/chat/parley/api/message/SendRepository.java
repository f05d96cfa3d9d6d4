package chat.parley.api.message;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.receipt.Reading;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.Message;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/// Puts messages into their conversations: one statement, one round trip, one transaction.
@Singleton
class SendRepository {
  /// Of a failure after which the session goes on.
  private static final String ERROR = "ERROR";

  private final JdbcOperations jdbc;
  private final MessageRows rows;

  SendRepository(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// @param attachments the draft's, locked
  Outcome send(Draft draft, List<Message.Attachment> attachments) {
    Message.Type type = MessageTypes.of(attachments);
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
                  prepared(connection, SendStatement.alone(draft, type));
              ResultSet found = statement.executeQuery()) {
            return found.next()
                ? outcome(found, draft, type, attachments)
                : new Outcome.NotAParticipant();
          } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
              return new Outcome.Repeated();
            }
            throw e;
          }
        });
  }

  /// All in one transaction, without waiting for anybody.
  ///
  /// @param drafts plain, of a conversation each
  /// @return in their order; `null` for one that has to be sent alone, of which nothing is there
  List<@Nullable Outcome> send(List<Draft> drafts) {
    Map<UUID, Draft> sent =
        drafts.stream().collect(toMap(draft -> draft.conversation().value(), identity()));
    Map<UUID, Outcome> outcomes =
        jdbc.execute(
            connection -> {
              try (PreparedStatement statement =
                      prepared(connection, SendStatement.together(drafts));
                  ResultSet found = statement.executeQuery()) {
                return outcomes(found, sent);
              } catch (PSQLException e) {
                if (isUndone(e)) {
                  return Map.of();
                }
                throw e;
              }
            });
    return drafts.stream()
        .<@Nullable Outcome>map(draft -> outcomes.get(draft.conversation().value()))
        .toList();
  }

  /// @param sent by conversation, as what is returned
  private Map<UUID, Outcome> outcomes(ResultSet found, Map<UUID, Draft> sent) throws SQLException {
    Map<UUID, Outcome> outcomes = new HashMap<>();
    while (found.next()) {
      UUID conversation = found.getObject("conversation_id", UUID.class);
      Draft draft = requireNonNull(sent.get(conversation));
      outcomes.put(conversation, outcome(found, draft, Message.Type.TEXT, List.of()));
    }
    return outcomes;
  }

  /// The server says that this statement failed, so nothing of it is there. Of whatever else went
  /// wrong, a connection that was lost, nobody knows.
  private static boolean isUndone(PSQLException failure) {
    ServerErrorMessage told = failure.getServerErrorMessage();
    return told != null && ERROR.equals(told.getSeverity());
  }

  private static PreparedStatement prepared(Connection connection, SendStatement send)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(send.text());
    int place = 1;
    for (Object parameter : send.parameters()) {
      if (parameter instanceof UUID[] ids) {
        statement.setArray(place++, connection.createArrayOf("uuid", ids));
      } else {
        statement.setObject(place++, parameter);
      }
    }
    return statement;
  }

  private Outcome outcome(
      ResultSet row, Draft draft, Message.Type type, List<Message.Attachment> attachments)
      throws SQLException {
    UUID earlier = row.getObject("earlier_id", UUID.class);
    if (earlier != null) {
      return new Outcome.Repeated();
    }
    if (!row.getBoolean("may_post")) {
      return new Outcome.ReadOnly();
    }
    if (row.getBoolean("blocked")) {
      return new Outcome.Blocked();
    }
    Instant mutedUntil = Columns.instantOrNull(row, "muted_until");
    if (mutedUntil != null) {
      return new Outcome.Muted(mutedUntil);
    }
    if (draft.replyTo() != null && row.getObject("answer_id") == null) {
      return new Outcome.NothingToAnswer();
    }
    Message message = message(row, draft, type, attachments);
    return new Outcome.Placed(
        message,
        new OutboxId(row.getLong("outbox_id")),
        Mentions.alerts(row),
        row.getBoolean("has_read")
            ? Reading.bySending(message, row.getInt("participant_count"))
            : null,
        draft.cause());
  }

  private Message message(
      ResultSet row, Draft draft, Message.Type type, List<Message.Attachment> attachments)
      throws SQLException {
    return new Message(
        draft.id(),
        draft.conversation(),
        row.getLong("seq"),
        type,
        MessageRows.author(row),
        draft.content(),
        attachments,
        rows.reply(row.getString("reply_to")),
        Message.ThreadSummary.NONE,
        MessageRows.users(row, "mentioned"),
        List.of(),
        null,
        false,
        draft.clientId(),
        Columns.instant(row, "at"),
        null,
        0,
        null,
        null);
  }

  /// What the statement did.
  sealed interface Outcome {
    /// @param alerts who is to hear that it names them
    /// @param reading `null` when there was nothing before it that its sender had not read
    /// @param cause the draft's
    record Placed(
        Message message,
        OutboxId outbox,
        List<Alert> alerts,
        @Nullable Reading reading,
        SpanContext cause)
        implements Outcome {
      public Placed {
        alerts = List.copyOf(alerts);
      }
    }

    record Repeated() implements Outcome {}

    record NotAParticipant() implements Outcome {}

    record ReadOnly() implements Outcome {}

    record Blocked() implements Outcome {}

    record Muted(Instant until) implements Outcome {}

    /// What it answers isn't there.
    record NothingToAnswer() implements Outcome {}

    /// Its files are not all the sender's, and unsent.
    record NothingToAttach() implements Outcome {}

    /// Its files make it something else than it is to be.
    record OtherType() implements Outcome {}
  }
}
