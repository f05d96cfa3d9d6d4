package chat.parley.api.realtime;

import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.realtime.SnapshotRepository.Memberships;
import chat.parley.api.realtime.SnapshotRepository.Owner;
import chat.parley.api.session.EndedSessions;
import chat.parley.api.system.Problems;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The calls of the push tier. [ServiceCredentials] lets nobody else in.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class GatewayController {
  private final SnapshotRepository snapshots;
  private final EndedSessions sessions;
  private final EventLog log;
  private final DurableEvents events;
  private final JsonMapper json;

  GatewayController(
      SnapshotRepository snapshots,
      EndedSessions sessions,
      EventLog log,
      DurableEvents events,
      JsonMapper json) {
    this.snapshots = snapshots;
    this.sessions = sessions;
    this.log = log;
    this.events = events;
    this.json = json;
  }

  @Post(Opening.PATH)
  HttpResponse<?> open(@Body Opening.Request request) {
    if (request.items().size() > Opening.LIMIT) {
      return Problems.invalid("items", "size", "at most " + Opening.LIMIT);
    }
    Map<Opening.Item, Owner> owners = snapshots.liveSessions(request.items());
    Map<UserId, Memberships> memberships =
        snapshots.memberships(
            owners.values().stream()
                .filter(owner -> !owner.suspended())
                .map(owner -> owner.user().id())
                .collect(Collectors.toSet()));
    return HttpResponse.ok(
        new Opening.Answer(
            request.items().stream()
                .map(item -> snapshot(owners.get(item), memberships))
                .toList()));
  }

  private Opening.Snapshot snapshot(@Nullable Owner owner, Map<UserId, Memberships> memberships) {
    if (owner == null) {
      return Opening.Snapshot.refused(ErrorCode.SESSION_REVOKED.code());
    }
    if (owner.suspended()) {
      return Opening.Snapshot.refused(ErrorCode.ACCOUNT_SUSPENDED.code());
    }
    Memberships own = memberships.getOrDefault(owner.user().id(), Memberships.none());
    try {
      return new Opening.Snapshot(
          null, json.writeValueToTree(owner.user()), own.present(), own.former(), owner.mark());
    } catch (IOException e) {
      throw new UncheckedIOException("a user can't be written", e);
    }
  }

  @Post(Recheck.PATH)
  HttpResponse<?> recheck(@Body Recheck.Request request) {
    return request.withinMs() > 0
        ? HttpResponse.ok(
            new Recheck.Answer(sessions.lately(Duration.ofMillis(request.withinMs()))))
        : Problems.invalid("within_ms", "min", "more than 0");
  }

  @Post(value = Replay.PATH, produces = MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<?> events(@Body Replay.Request request) {
    boolean tooMuch =
        request.ranges().size() > Replay.LIMIT
            || request.ranges().stream().anyMatch(range -> range.limit() > Replay.LIMIT);
    if (tooMuch) {
      return Problems.invalid("ranges", "size", "at most " + Replay.LIMIT);
    }
    return HttpResponse.ok(
        Replay.encode(
            log.read(request.ranges()).stream()
                .map(event -> new Replay.Entry(event.conversationId(), events.envelope(event)))
                .toList()));
  }
}
