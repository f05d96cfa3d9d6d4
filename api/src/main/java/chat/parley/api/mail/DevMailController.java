package chat.parley.api.mail;

import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;

/// What would have been mailed, in development only; elsewhere there is no such address.
@Controller("/dev/mail")
@Hidden
@Requires(beans = KeptMail.class)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class DevMailController {
  private final KeptMail mail;

  DevMailController(KeptMail mail) {
    this.mail = mail;
  }

  /// Shows the last mails, newest first.
  @Get
  HttpResponse<?> list() {
    try {
      return HttpResponse.ok(new Mails(mail.items()));
    } catch (KeptMail.RedisAwayException e) {
      return Problems.refuse(ErrorCode.DEPENDENCY_UNAVAILABLE, "Redis does not answer; retry.");
    }
  }

  @Serdeable
  record Mails(List<KeptMail.Item> items) {
    Mails {
      items = List.copyOf(items);
    }
  }
}
