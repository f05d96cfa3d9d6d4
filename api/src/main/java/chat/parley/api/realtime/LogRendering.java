package chat.parley.api.realtime;

import chat.parley.api.conversation.ParticipantViews;
import chat.parley.api.conversation.ParticipantViews.Participant;
import chat.parley.api.conversation.ParticipantViews.View;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.outbox.PersonalEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Rendering;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What waits in the outbox, put together like what is replayed: durable events from the log,
/// `conversation.joined` as the user sees the conversation now. An event that is no longer on
/// record, or whose user is no longer a participant, has nothing to tell.
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
                })
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Publication> publication(
      OutboxRow.Durable row, Map<Position, DurableEvent> events) {
    return Optional.ofNullable(events.get(new Position(row.conversation(), row.seq())))
        .map(event -> durableEvents.publication(row.id(), event));
  }

  /// Whoever left and came back meanwhile follows from their return on.
  private Optional<Publication> publication(OutboxRow.Joined row, Map<Participant, View> views) {
    return Optional.ofNullable(views.get(participant(row)))
        .map(
            view ->
                personalEvents.joined(
                    row.id(),
                    row.user(),
                    view.conversation(),
                    Math.max(row.seq(), view.joinedSeq())));
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

  /// Events that follow each other are read as one range.
  private static List<Replay.Range> ranges(List<OutboxRow> rows) {
    List<Replay.Range> ranges = new ArrayList<>();
    for (OutboxRow row : rows) {
      if (row instanceof OutboxRow.Durable durable) {
        Replay.Range last = ranges.isEmpty() ? null : ranges.getLast();
        if (last != null && follows(durable, last)) {
          ranges.removeLast();
          ranges.add(new Replay.Range(last.conversationId(), last.after(), last.limit() + 1));
        } else {
          ranges.add(new Replay.Range(durable.conversation(), durable.seq() - 1, 1));
        }
      }
    }
    return ranges;
  }

  private static boolean follows(OutboxRow.Durable row, Replay.Range range) {
    return row.conversation().equals(range.conversationId())
        && row.seq() == range.after() + range.limit() + 1;
  }

  private Map<Participant, View> views(List<OutboxRow> rows) {
    Set<Participant> wanted =
        rows.stream()
            .filter(OutboxRow.Joined.class::isInstance)
            .map(row -> participant((OutboxRow.Joined) row))
            .collect(Collectors.toSet());
    return wanted.isEmpty() ? Map.of() : participants.of(wanted);
  }

  private static Participant participant(OutboxRow.Joined row) {
    return new Participant(row.conversation(), row.user());
  }

  /// Where an event stands in the log.
  private record Position(ConversationId conversation, long seq) {}
}
