package chat.parley.api.realtime;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Caller;
import chat.parley.api.system.CursorCodec;
import chat.parley.api.system.Page;
import chat.parley.api.system.Problems;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// How any client closes a gap without a socket.
@Controller("/v1/conversations/{id}/events")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class EventsController {
  private final EventLog log;

  EventsController(EventLog log) {
    this.log = log;
  }

  /// The durable events after a position, ascending. Those of before the caller's membership are
  /// left out.
  ///
  /// @param after the last position that the client has, 0 for none
  @Get
  HttpResponse<Page<DurableEvent>> after(
      @PathVariable ConversationId id,
      @QueryValue(defaultValue = "0") @PositiveOrZero long after,
      @Nullable @QueryValue String cursor,
      @QueryValue(defaultValue = "50") @Min(1) @Max(100) int limit,
      Caller caller) {
    OptionalLong joined = log.joinedSeq(id, caller.user());
    if (joined.isEmpty()) {
      return Problems.notFound();
    }
    // Events of an earlier membership, and between two, are nobody's but the others'.
    long from = Math.max(cursor == null ? after : position(cursor), joined.getAsLong());
    List<DurableEvent> found = log.read(List.of(new Replay.Range(id, from, limit + 1)));
    boolean more = found.size() > limit;
    List<DurableEvent> page = more ? found.subList(0, limit) : found;
    return HttpResponse.ok(
        new Page<>(page, more ? CursorCodec.encode("e", "" + page.getLast().seq()) : null));
  }

  private static long position(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      if (parts.getFirst().equals("e")) {
        return Long.parseLong(parts.getLast());
      }
      throw new BadCursorException();
    } catch (NumberFormatException e) {
      throw new BadCursorException();
    }
  }
}
