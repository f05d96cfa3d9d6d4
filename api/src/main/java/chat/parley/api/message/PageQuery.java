package chat.parley.api.message;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a call asks for that answers with a page of a history.
record PageQuery(
    int limit,
    @Nullable String before,
    @Nullable String after,
    @Nullable String around,
    @Nullable String cursor) {

  HttpResponse<PageResult.Messages> answer(Function<PageRequest, PageResult> history) {
    if (Stream.of(before, after, around).filter(each -> each != null).count() > 1) {
      return Problems.invalid(
          "before", "exclusive", "only one of before, after and around can be given");
    }
    if (cursor != null) {
      return page(history, PageRequest.continued(cursor, limit));
    }
    if (before != null) {
      return page(history, "before", before, PageRequest.Direction.BEFORE);
    }
    if (after != null) {
      return page(history, "after", after, PageRequest.Direction.AFTER);
    }
    if (around != null) {
      return page(history, "around", around, PageRequest.Direction.AROUND);
    }
    return page(history, PageRequest.newest(limit));
  }

  private HttpResponse<PageResult.Messages> page(
      Function<PageRequest, PageResult> history,
      String parameter,
      String text,
      PageRequest.Direction direction) {
    Optional<Anchor> anchor = Anchor.parse(text);
    return anchor.isPresent()
        ? page(history, new PageRequest(direction, anchor.get(), limit))
        : Problems.invalid(parameter, "anchor", "must be a message id or a seq");
  }

  private static HttpResponse<PageResult.Messages> page(
      Function<PageRequest, PageResult> history, PageRequest request) {
    return switch (history.apply(request)) {
      case PageResult.Messages page -> HttpResponse.ok(page);
      case PageResult.Absent absent -> Problems.notFound();
      case PageResult.UnknownAnchor unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "No such message in this history.");
    };
  }
}
