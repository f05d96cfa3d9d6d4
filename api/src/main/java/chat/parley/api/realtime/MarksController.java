package chat.parley.api.realtime;

import chat.parley.api.system.Problems;
import chat.parley.shared.gateway.Marks;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Marks for the push tier. [ServiceCredentials] lets nobody else in.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class MarksController {
  private final MarkRepository marks;

  MarksController(MarkRepository marks) {
    this.marks = marks;
  }

  @Post(Marks.PATH)
  HttpResponse<?> marks(@Body Marks.Request request) {
    if (request.items().size() > Marks.LIMIT) {
      return Problems.invalid("items", "size", "at most " + Marks.LIMIT);
    }
    return HttpResponse.ok(new Marks.Answer(marks.read(request.items())));
  }
}
