package chat.parley.api.outbox;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// The relay as one request, for whoever lets all apis sleep when nobody calls: a scheduler calls
/// this once in a while. Only the service credential opens it, like all of `/internal`.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class OutboxController {
  static final String PATH = "/internal/v1/outbox/relay";

  private final OutboxRelay relay;

  OutboxController(OutboxRelay relay) {
    this.relay = relay;
  }

  @Post(PATH)
  HttpResponse<?> relay() {
    OutboxRelay.Drained drained = relay.drain();
    return drained.redisAway()
        ? Problems.refuse(
            ErrorCode.DEPENDENCY_UNAVAILABLE,
            "Redis took %d of the events that are due; the others stay."
                .formatted(drained.published()))
        : HttpResponse.ok(new Answer(drained.published()));
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Answer(long published) {}
}
