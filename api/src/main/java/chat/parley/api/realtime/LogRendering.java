package chat.parley.api.realtime;

import chat.parley.api.conversation.ParticipantViews;
import chat.parley.api.conversation.ParticipantViews.Participant;
import chat.parley.api.conversation.ParticipantViews.View;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Rendering;
import chat.parley.shared.event.ConversationDeleted;
import chat.parley.shared.event.DepartureReason;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.event.MessageEdited;
import chat.parley.shared.event.ParticipantRemoved;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What waits in the outbox, put together like what is replayed: durable events from the log,
/// `conversation.joined` as the user sees the conversation now, `conversation.left` from the event
/// that ended the membership, `mention.created` from the message. Nothing is left to tell by an
/// event that is no longer on record, by a joining whose user is no longer a participant, by a
/// leaving whose user is one again, and by a mention that was deleted or edited away or whose user
/// may no longer read it.
@Singleton
class LogRendering implements Rendering {
  private final EventLog log;
  private final ParticipantViews participants;
  private final DurableEvents durableEvents;
  private final PersonalEvents personalEvents;

  LogRendering(
      EventLog log,
      ParticipantViews participants,
      DurableEvents durableEvents,
      PersonalEvents personalEvents) {
    this.log = log;
    this.participants = participants;
    this.durableEvents = durableEvents;
    this.personalEvents = personalEvents;
  }

  @Override
  public List<Publication> render(List<OutboxRow> rows) {
    Map<Position, DurableEvent> events = events(rows);
    Map<Participant, View> views = views(rows);
    return rows.stream()
        .map(
            row ->
                switch (row) {
                  case OutboxRow.Durable durable -> publication(durable, events);
                  case OutboxRow.Joined joined -> publication(joined, views);
                  case OutboxRow.Left left -> publication(left, events, views);
                  case OutboxRow.Mentioned mentioned -> publication(mentioned, events, views);
                })
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Publication> publication(
      OutboxRow.Durable row, Map<Position, DurableEvent> events) {
    return Optional.ofNullable(events.get(Position.of(row)))
        .map(event -> durableEvents.publication(row.id(), event));
  }

  /// Whoever left and came back meanwhile follows from their return on.
  private Optional<Publication> publication(OutboxRow.Joined row, Map<Participant, View> views) {
    return Optional.ofNullable(views.get(new Participant(row.conversation(), row.user())))
        .map(
            view ->
                personalEvents.joined(
                    row.id(),
                    row.user(),
                    view.conversation(),
                    Math.max(row.seq(), view.joinedSeq())));
  }

  private Optional<Publication> publication(
      OutboxRow.Left row, Map<Position, DurableEvent> events, Map<Participant, View> views) {
    DurableEvent end = events.get(Position.of(row));
    return end == null || views.containsKey(new Participant(row.conversation(), row.user()))
        ? Optional.empty()
        : Optional.of(personalEvents.left(row.id(), row.user(), row.conversation(), reason(end)));
  }

  private Optional<Publication> publication(
      OutboxRow.Mentioned row, Map<Position, DurableEvent> events, Map<Participant, View> views) {
    return message(events.get(Position.of(row)))
        .filter(message -> message.mentions().contains(row.user()))
        .filter(message -> views.containsKey(new Participant(row.conversation(), row.user())))
        .map(message -> personalEvents.mentioned(row.id(), row.user(), message));
  }

  private static Optional<Message> message(@Nullable DurableEvent event) {
    if (event instanceof MessageCreated created) {
      return Optional.of(created.data());
    }
    return event instanceof MessageEdited edited ? Optional.of(edited.data()) : Optional.empty();
  }

  private static DepartureReason reason(DurableEvent end) {
    if (end instanceof ParticipantRemoved removed) {
      return removed.data().reason();
    }
    if (end instanceof ConversationDeleted) {
      return DepartureReason.DELETED;
    }
    throw new IllegalStateException("a membership that was ended by " + end);
  }

  private Map<Position, DurableEvent> events(List<OutboxRow> rows) {
    List<Replay.Range> ranges = ranges(rows);
    return ranges.isEmpty()
        ? Map.of()
        : log.read(ranges).stream()
            .collect(
                Collectors.toMap(
                    event -> new Position(event.conversationId(), event.seq()),
                    Function.identity(),
                    (one, same) -> one));
  }

  /// Events that follow each other are read as one range, and what several rows refer to once.
  private static List<Replay.Range> ranges(List<OutboxRow> rows) {
    List<Position> positions =
        rows.stream()
            .filter(row -> !(row instanceof OutboxRow.Joined))
            .map(Position::of)
            .distinct()
            .toList();
    List<Replay.Range> ranges = new ArrayList<>();
    for (Position position : positions) {
      Replay.Range last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && position.follows(last)) {
        ranges.removeLast();
        ranges.add(new Replay.Range(last.conversationId(), last.after(), last.limit() + 1));
      } else {
        ranges.add(new Replay.Range(position.conversation(), position.seq() - 1, 1));
      }
    }
    return ranges;
  }

  private Map<Participant, View> views(List<OutboxRow> rows) {
    Set<Participant> wanted = new HashSet<>();
    for (OutboxRow row : rows) {
      switch (row) {
        case OutboxRow.Durable durable -> {}
        case OutboxRow.Joined joined ->
            wanted.add(new Participant(joined.conversation(), joined.user()));
        case OutboxRow.Left left -> wanted.add(new Participant(left.conversation(), left.user()));
        case OutboxRow.Mentioned mentioned ->
            wanted.add(new Participant(mentioned.conversation(), mentioned.user()));
      }
    }
    return wanted.isEmpty() ? Map.of() : participants.of(wanted);
  }

  /// Where an event stands in the log.
  private record Position(ConversationId conversation, long seq) {
    static Position of(OutboxRow row) {
      return new Position(row.conversation(), row.seq());
    }

    boolean follows(Replay.Range range) {
      return conversation.equals(range.conversationId())
          && seq == range.after() + range.limit() + 1;
    }
  }
}
