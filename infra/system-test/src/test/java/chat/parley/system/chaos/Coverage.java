package chat.parley.system.chaos;

import chat.parley.system.chaos.History.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/// What one reader knows of each conversation, from all its sockets and by REST. Pure.
///
/// @param seen the events
/// @param positions that the reader took for its own without having seen what is before
/// @param reset the conversations that it was told to reload at some time
record Coverage(
    boolean present,
    Map<String, BitSet> seen,
    Map<String, List<Long>> positions,
    Set<String> reset) {

  static Coverage of(Journal journal) {
    Coverage coverage =
        new Coverage(journal.present(), new HashMap<>(), new HashMap<>(), new HashSet<>());
    for (Journal.Entry entry : journal.entries()) {
      switch (entry) {
        case Journal.Entry.Opened opened -> coverage.opened(opened);
        case Journal.Entry.Saw saw -> coverage.saw(saw.conversation(), saw.seq());
        case Journal.Entry.Reloaded reloaded ->
            coverage.saw(reloaded.conversation(), reloaded.seq());
        case Journal.Entry.Resumed resumed -> coverage.reset.addAll(resumed.reset());
        case Journal.Entry.TooLate late -> coverage.reset.addAll(coverage.seen.keySet());
      }
    }
    return coverage;
  }

  private void opened(Journal.Entry.Opened opened) {
    opened
        .hello()
        .forEach(
            (conversation, position) -> {
              if (!opened.sent().containsKey(conversation)) {
                positions.computeIfAbsent(conversation, id -> new ArrayList<>()).add(position);
              }
            });
  }

  private void saw(String conversation, long seq) {
    seen.computeIfAbsent(conversation, id -> new BitSet()).set(Math.toIntExact(seq));
  }

  /// @param lastSeq the end of the history
  /// @return what the reader should have seen of this membership and didn't
  Optional<String> missed(String conversation, Span span, long lastSeq) {
    BitSet own = seen.getOrDefault(conversation, new BitSet());
    OptionalLong start = start(conversation, span, own);
    if (start.isEmpty()) {
      return span.isOpen() && present
          ? Optional.of("never heard of it, member since " + span.from())
          : Optional.empty();
    }
    if (!present || (!span.isOpen() && reset.contains(conversation))) {
      return Optional.empty();
    }
    long end = Math.min(span.until(), lastSeq);
    int first = own.nextClearBit(Math.toIntExact(start.getAsLong() + 1));
    return first <= end
        ? Optional.of(
            "%d and perhaps more were not seen, from %d to %d"
                .formatted(first, start.getAsLong() + 1, end))
        : Optional.empty();
  }

  /// The first position in this membership that the reader had.
  private OptionalLong start(String conversation, Span span, BitSet own) {
    LongStream taken =
        positions.getOrDefault(conversation, List.of()).stream()
            .mapToLong(Long::longValue)
            .filter(span::contains);
    int earliest = own.nextSetBit(Math.toIntExact(span.from()));
    LongStream saw =
        earliest >= 0 && span.contains(earliest) ? LongStream.of(earliest - 1) : LongStream.of();
    return LongStream.concat(taken, saw).min();
  }
}
