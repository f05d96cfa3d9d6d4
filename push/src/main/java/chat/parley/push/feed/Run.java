package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Events of a conversation that follow each other without a hole and wait for the same round of a
/// loop: most sockets get them in one piece. Only that loop touches it.
///
/// Invariant: nobody's last event is in a run with others, so who gets a part of a run gets all of
/// it.
final class Run extends Rounds.Handing {
  private final ConversationId conversation;
  private final Consumer<Run> handOut;
  private final List<Sequencer.Item<Event>> items = new ArrayList<>(1);

  Run(ConversationId conversation, Sequencer.Item<Event> first, Consumer<Run> handOut) {
    super(first.thing().size());
    this.conversation = conversation;
    this.handOut = handOut;
    items.add(first);
  }

  @Override
  void handOut() {
    handOut.accept(this);
  }

  ConversationId conversation() {
    return conversation;
  }

  List<Sequencer.Item<Event>> items() {
    return items;
  }

  boolean isFollowedBy(Sequencer.Item<Event> next) {
    return next.seq() == last() + 1
        && !next.thing().isSomebodysLast()
        && !items.getLast().thing().isSomebodysLast();
  }

  void add(Sequencer.Item<Event> next) {
    items.add(next);
  }

  long first() {
    return items.getFirst().seq();
  }

  long last() {
    return items.getLast().seq();
  }

  /// All of it in one piece.
  Frame frame() {
    return items.size() == 1
        ? items.getFirst().thing().frame()
        : Frame.joined(items.stream().map(item -> item.thing().frame()).toList());
  }
}
