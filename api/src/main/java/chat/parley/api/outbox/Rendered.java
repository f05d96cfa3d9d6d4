package chat.parley.api.outbox;

import io.micronaut.data.exceptions.DataAccessException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What claimed rows have become. A row of which nothing became is in neither list.
record Rendered(List<Publication> publications, List<OutboxId> unreadable) {
  private static final Logger LOG = LoggerFactory.getLogger(Rendered.class);

  static Rendered of(List<OutboxRow> rows, Rendering rendering) {
    try {
      return new Rendered(rendering.render(rows), List.of());
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException e) {
      return oneByOne(rows, rendering);
    }
  }

  /// So that one row that can't be read doesn't keep back all the others.
  private static Rendered oneByOne(List<OutboxRow> rows, Rendering rendering) {
    List<Publication> publications = new ArrayList<>();
    List<OutboxId> unreadable = new ArrayList<>();
    for (OutboxRow row : rows) {
      try {
        publications.addAll(rendering.render(List.of(row)));
      } catch (DataAccessException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.error("{} can't be published", row, e);
        unreadable.add(row.id());
      }
    }
    return new Rendered(publications, unreadable);
  }

  /// The first of the publications that are together no more than this, and always one.
  List<Publication> within(int bytes) {
    long sum = 0;
    int count = 0;
    for (Publication publication : publications) {
      sum += publication.envelope().json().remaining();
      if (count > 0 && sum > bytes) {
        break;
      }
      count++;
    }
    return publications.subList(0, count);
  }

  /// Those of the rows that have nothing left to tell.
  List<OutboxId> obsolete(List<OutboxRow> rows) {
    var others =
        Stream.concat(publications.stream().map(Publication::id), unreadable.stream())
            .collect(Collectors.toSet());
    return rows.stream().map(OutboxRow::id).filter(id -> !others.contains(id)).toList();
  }
}
