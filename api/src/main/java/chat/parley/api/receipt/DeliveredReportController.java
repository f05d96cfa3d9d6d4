package chat.parley.api.receipt;

import chat.parley.api.system.Problems;
import chat.parley.shared.gateway.DeliveredReport;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// What the push tier has seen confirmed by sockets. Only the service credential opens it, like all
/// of `/internal`.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class DeliveredReportController {
  private final ReceiptService receipts;

  DeliveredReportController(ReceiptService receipts) {
    this.receipts = receipts;
  }

  @Post(DeliveredReport.PATH)
  HttpResponse<?> delivered(@Body DeliveredReport.Request request) {
    if (request.items().size() > DeliveredReport.LIMIT) {
      return Problems.invalid("items", "size", "at most " + DeliveredReport.LIMIT);
    }
    receipts.delivered(request.items());
    return HttpResponse.noContent();
  }
}
