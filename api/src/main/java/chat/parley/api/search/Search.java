package chat.parley.api.search;

import static java.util.Objects.requireNonNull;

import chat.parley.api.system.Page;
import chat.parley.api.system.Remembered;
import chat.parley.shared.event.Message;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds messages, at a cost that has a bound.
@Singleton
class Search {
  /// PostgreSQL's statistics are as old, mostly, as its last look at a tenth of the table.
  private static final Duration REFRESH = Duration.ofMinutes(1);

  /// Less than this isn't worth a second look.
  private static final int LEAST = 1_000;

  private final SearchRepository messages;
  private final Remembered<WordShares> shares;
  private final SearchSettings settings;

  Search(SearchRepository messages, WordShareRepository shares, SearchSettings settings) {
    this.messages = messages;
    this.shares = new Remembered<>(shares::shares, REFRESH);
    this.settings = settings;
  }

  Page<Hit> find(SearchRequest request) {
    if (request.query().isEmpty()) {
      return new Page<>(List.of(), null);
    }
    return page(request, found(request));
  }

  private Found found(SearchRequest request) {
    int candidates = request.sort() == Sort.RANK ? settings.ranked() : request.limit() + 1;
    WordShares known = shares.get();
    if (known.most(request.query()) < settings.rare()) {
      return messages.byIndex(request, candidates);
    }
    // Twice of what would do if its words were as common here as everywhere.
    double budget = 2 * candidates / known.likely(request.query());
    int first = (int) Math.clamp(budget, Math.min(LEAST, settings.read()), settings.read());
    Found found = messages.byReading(request, candidates, first);
    return isShort(found, request) && first < settings.read()
        ? messages.byReading(request, candidates, settings.read())
        : found;
  }

  private static boolean isShort(Found found, SearchRequest request) {
    return found.horizon() != null && found.messages().size() <= request.limit();
  }

  private Page<Hit> page(SearchRequest request, Found found) {
    List<Hit> hits =
        found.messages().stream()
            .limit(request.limit())
            .map(each -> hit(request.query(), each))
            .toList();
    return new Page<>(hits, cursor(request, found, hits));
  }

  private static Hit hit(Query query, Found.Ranked found) {
    String content = found.message().content();
    return new Hit(
        found.message(), content == null ? List.of() : query.highlights(content), found.rank());
  }

  /// By time, a page that isn't full may have one after it: what was read ended before the
  /// messages did.
  private static @Nullable String cursor(SearchRequest request, Found found, List<Hit> hits) {
    boolean byTime = request.sort() == Sort.TIME;
    if (found.messages().size() > request.limit()) {
      Hit last = hits.getLast();
      Message message = last.message();
      Place place =
          byTime
              ? Place.behind(message.createdAt(), message.id().value())
              : Place.behind(
                  last.rank(),
                  message.createdAt(),
                  message.id().value(),
                  requireNonNull(found.newest()));
      return place.cursor(request.sort());
    }
    return byTime && found.horizon() != null ? Place.from(found.horizon()).cursor(Sort.TIME) : null;
  }
}
