package chat.parley.api.message;

import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that nobody sent: what the history says of renamings, of who came and went, and so on.
/// Each stands in the log as a `message.created` of its own, written with what it tells of.
@Singleton
public class SystemMessages {
  private final EventAppender appender;
  private final IdGenerator ids;

  SystemMessages(EventAppender appender, IdGenerator ids) {
    this.appender = appender;
    this.ids = ids;
  }

  /// One that goes into the log with other events.
  ///
  /// @param subjects whom it happened to; one message tells of all of them
  /// @param value the new name, for instance
  public NewEvent event(
      SystemNote.Kind kind, UserId actor, List<UserId> subjects, @Nullable String value) {
    return NewEvent.systemMessage(ids.message(), new SystemNote(kind, actor, subjects, value));
  }

  /// One by itself, in the current transaction, which has locked the conversation's row or no row
  /// of it.
  ///
  /// @return to be published after the commit
  public List<OutboxRow> append(
      ConversationId conversation,
      SystemNote.Kind kind,
      UserId actor,
      List<UserId> subjects,
      @Nullable String value) {
    return appender
        .append(conversation, actor, List.of(event(kind, actor, subjects, value)))
        .rows();
  }
}
