package chat.parley.api.conversation;

import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.message.SystemMessages;
import chat.parley.api.outbox.EventAppender;
import chat.parley.api.outbox.NewEvent;
import chat.parley.api.role.Deed;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What conversations are called, what they are about and look like, and who may find them.
@Singleton
class Descriptions {
  private final MembershipChanges changes;
  private final Standings standings;
  private final DescriptionRepository repository;
  private final EventAppender appender;
  private final SystemMessages messages;

  Descriptions(
      MembershipChanges changes,
      Standings standings,
      DescriptionRepository repository,
      EventAppender appender,
      SystemMessages messages) {
    this.changes = changes;
    this.standings = standings;
    this.repository = repository;
    this.appender = appender;
    this.messages = messages;
  }

  /// Within [MembershipChanges], so that who has just been made a member renames nothing any more,
  /// and of two changes the second sees what the first has made.
  ChangeResult change(ConversationId conversation, UserId actor, ConversationChange wanted) {
    return changes.make(
        conversation,
        () ->
            standings.rule(
                Deed.DESCRIBE,
                conversation,
                actor,
                before -> changed(conversation, actor, before, wanted.of(before)),
                ruling -> Change.none(new ChangeResult.Refused(ruling))));
  }

  private Change<ChangeResult> changed(
      ConversationId conversation, UserId actor, Standing before, Standing after) {
    if (after.isLobby() && after.visibility() != Conversation.Visibility.PUBLIC) {
      return Change.none(new ChangeResult.LobbyStaysPublic());
    }
    if (after.equals(before)) {
      return Change.none(new ChangeResult.Changed(before));
    }
    List<NewEvent> entries = notes(actor, before, after);
    entries.add(NewEvent.conversationUpdated());
    EventAppender.Appended appended = appender.append(conversation, actor, entries);
    repository.change(conversation, after);
    return new Change<>(new ChangeResult.Changed(before), appended.rows());
  }

  private List<NewEvent> notes(UserId actor, Standing before, Standing after) {
    List<NewEvent> notes = new ArrayList<>();
    if (!Objects.equals(before.name(), after.name())) {
      notes.add(note(SystemNote.Kind.CONVERSATION_RENAMED, actor, after.name()));
    }
    if (!Objects.equals(before.description(), after.description())) {
      notes.add(note(SystemNote.Kind.DESCRIPTION_CHANGED, actor, after.description()));
    }
    if (!Objects.equals(before.avatarUrl(), after.avatarUrl())) {
      // Its address would lead nowhere when the next one comes.
      notes.add(note(SystemNote.Kind.AVATAR_CHANGED, actor, null));
    }
    return notes;
  }

  private NewEvent note(SystemNote.Kind kind, UserId actor, @Nullable String value) {
    return messages.event(kind, actor, List.of(), value);
  }
}
