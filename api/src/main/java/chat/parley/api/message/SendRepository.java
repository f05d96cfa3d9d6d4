package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.receipt.Reading;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.Message;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/// Puts a message into its conversation: one statement, one round trip, one transaction.
@Singleton
class SendRepository {
  private final JdbcOperations jdbc;
  private final MessageRows rows;

  SendRepository(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// @param attachments the draft's, locked
  Outcome send(Draft draft, List<Message.Attachment> attachments) {
    Message.Type type = MessageTypes.of(attachments);
    SendStatement send = SendStatement.of(draft, type);
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(send.text())) {
            for (int i = 0; i < send.parameters().size(); i++) {
              statement.setObject(i + 1, send.parameters().get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
              return found.next()
                  ? outcome(found, draft, type, attachments)
                  : new Outcome.NotAParticipant();
            }
          } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
              return new Outcome.Repeated();
            }
            throw e;
          }
        });
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
            : null);
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
    record Placed(Message message, OutboxId outbox, List<Alert> alerts, @Nullable Reading reading)
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
