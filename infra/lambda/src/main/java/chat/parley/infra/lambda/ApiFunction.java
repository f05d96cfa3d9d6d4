package chat.parley.infra.lambda;

import chat.parley.api.Api;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;

/// The handler of the function that answers people, and push: one request at a time, each as an
/// event of an HTTP API or of a function URL.
///
/// Invariant: between two requests nothing is under way. Lambda may let the process stand still
/// from the moment that an answer is out, for any time, and then end it without a word.
public final class ApiFunction extends APIGatewayV2HTTPEventFunction {
  static final String ENVIRONMENT = "lambda";

  private final EventHandler events;
  private final Standstill standstill;

  /// What Lambda calls while it prepares an instance: everything is made and connected here.
  public ApiFunction() {
    this(started());
  }

  ApiFunction(ApplicationContext api) {
    super(api);
    this.events = new EventHandler(api);
    this.standstill = api.getBean(Standstill.class);
    standstill.prepare();
    events.answer(FirstEvent.readiness());
  }

  private static ApplicationContext started() {
    EveryConnection.isTried();
    return Api.program().environments(ENVIRONMENT).deduceEnvironment(false).build().start();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    standstill.over();
    try {
      return events.answer(event);
    } finally {
      standstill.begins();
    }
  }
}
