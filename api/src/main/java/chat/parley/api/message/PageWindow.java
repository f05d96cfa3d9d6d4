package chat.parley.api.message;

import chat.parley.shared.event.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many rows to read on either side of an anchor, and how to cut a page out of them. One row
/// more than the page holds is read on each side that is read at all: it tells whether there is
/// more.
///
/// @param before how many older messages the page holds at most
/// @param after how many newer ones, the anchor among them if `withAnchor`
record PageWindow(PageRequest.Direction direction, int before, int after, boolean withAnchor) {

  /// Of either side.
  static final int MOST_ROWS = PageRequest.MOST + 1;

  static PageWindow of(PageRequest request) {
    int limit = request.limit();
    return switch (request.direction()) {
      case BEFORE -> new PageWindow(PageRequest.Direction.BEFORE, limit, 0, false);
      case AFTER -> new PageWindow(PageRequest.Direction.AFTER, 0, limit, false);
      case AROUND ->
          new PageWindow(PageRequest.Direction.AROUND, limit / 2, limit - limit / 2, true);
    };
  }

  int olderRows() {
    return before == 0 && !withAnchor ? 0 : before + 1;
  }

  int newerRows() {
    return after == 0 ? 0 : after + 1;
  }

  /// @param rows what was read, ascending
  /// @param older whether anything at or before the anchor exists
  /// @param newer whether anything at or after it exists
  PageResult.Messages cut(List<Message> rows, long anchor, boolean older, boolean newer) {
    int split = (int) rows.stream().filter(message -> message.seq() < anchor).count();
    int from = Math.max(0, split - before);
    int to = Math.min(rows.size(), split + after);
    boolean hasBefore = olderRows() > 0 ? from > 0 : older;
    boolean hasAfter = newerRows() > 0 ? to < rows.size() : newer;
    List<Message> page = rows.subList(from, to);
    return new PageResult.Messages(page, cursor(page, hasBefore, hasAfter), hasBefore, hasAfter);
  }

  private @Nullable String cursor(List<Message> page, boolean hasBefore, boolean hasAfter) {
    if (page.isEmpty()) {
      return null;
    }
    if (direction == PageRequest.Direction.BEFORE) {
      return hasBefore ? PageRequest.cursor(direction, page.getFirst().seq()) : null;
    }
    return hasAfter ? PageRequest.cursor(direction, page.getLast().seq()) : null;
  }
}
