package chat.parley.push.feed;

import java.util.List;

/// What a feed answers to the question for past events.
public sealed interface Missed {
  /// The next events after the position asked for, ascending and without a hole.
  ///
  /// @param reached the position of the last one
  record Page(List<Frame> events, long reached) implements Missed {
    public Page {
      events = List.copyOf(events);
    }
  }

  /// The log no longer has the next event.
  record Gone() implements Missed {}
}
