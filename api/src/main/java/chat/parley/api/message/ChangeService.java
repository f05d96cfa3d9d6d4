package chat.parley.api.message;

import static java.util.Objects.requireNonNull;

import chat.parley.api.filter.BlockedPatterns;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageDeleted;
import chat.parley.shared.event.MessageEdited;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Edits and deletes messages, and tells everybody.
@Singleton
class ChangeService {
  private final EditRepository edits;
  private final DeletionRepository deletions;
  private final MessageSettings settings;
  private final Announcements announcements;
  private final BlockedPatterns blocked;

  ChangeService(
      EditRepository edits,
      DeletionRepository deletions,
      MessageSettings settings,
      Announcements announcements,
      BlockedPatterns blocked) {
    this.edits = edits;
    this.deletions = deletions;
    this.settings = settings;
    this.announcements = announcements;
    this.blocked = blocked;
  }

  EditResult edit(MessageId message, UserId editor, String content) {
    String text = content.strip();
    if (blocked.match(text)) {
      return new EditResult.Rejected();
    }
    return edits
        .edit(message, editor, text, settings.editWindow())
        .map(change -> edited(change, editor))
        .orElseGet(EditResult.Unknown::new);
  }

  private EditResult edited(MessageChanges.Change<EditRepository.Verdict> change, UserId editor) {
    Message message = change.message();
    return switch (change.verdict()) {
      case CHANGED -> {
        MessageChanges.Place place = requireNonNull(change.place());
        Message told = change.forEverybody();
        announcements.tell(
            place.outbox(),
            new MessageEdited(told.conversationId(), place.seq(), place.at(), editor, told),
            told,
            change.alerts());
        yield new EditResult.Edited(message);
      }
      case UNCHANGED -> new EditResult.Edited(message);
      case NOT_THE_SENDER -> new EditResult.NotTheSender();
      case FORWARDED -> new EditResult.Forwarded();
      case DELETED -> new EditResult.Deleted();
      case READ_ONLY -> new EditResult.ReadOnly();
      case BLOCKED -> new EditResult.Blocked();
      case MUTED -> new EditResult.Muted();
      case TOO_LATE -> new EditResult.TooLate();
    };
  }

  /// @return empty when there is no such message for the reader
  Optional<List<EarlierText>> earlier(MessageId message, UserId reader, int after, int limit) {
    return edits.earlier(message, reader, after, limit);
  }

  DeletionResult delete(MessageId message, UserId actor) {
    return deletions
        .erase(message, actor, settings.deleteWindow())
        .map(change -> deleted(change, actor))
        .orElse(DeletionResult.UNKNOWN);
  }

  private DeletionResult deleted(
      MessageChanges.Change<DeletionRepository.Verdict> change, UserId actor) {
    return switch (change.verdict()) {
      case CHANGED -> {
        Message message = change.message();
        MessageChanges.Place place = requireNonNull(change.place());
        announcements.tell(
            place.outbox(),
            new MessageDeleted(
                message.conversationId(),
                place.seq(),
                place.at(),
                actor,
                new MessageDeleted.Deleted(message.id())));
        yield DeletionResult.DELETED;
      }
      case UNCHANGED -> DeletionResult.DELETED;
      case FORBIDDEN -> DeletionResult.FORBIDDEN;
      case TOO_LATE -> DeletionResult.TOO_LATE;
    };
  }

  DeletionResult hide(MessageId message, UserId reader) {
    return deletions.hide(message, reader) ? DeletionResult.DELETED : DeletionResult.UNKNOWN;
  }
}
