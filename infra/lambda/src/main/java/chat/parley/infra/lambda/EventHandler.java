package chat.parley.infra.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.BinaryTypeConfiguration;
import io.micronaut.json.JsonMapper;
import io.micronaut.servlet.http.BodyBuilder;
import io.micronaut.servlet.http.ServletExchange;
import io.micronaut.servlet.http.ServletHttpHandler;

/// From an event to its answer, through all filters and routes of the api.
///
/// The framework's own handler of these events takes people for one address, a query's `a,b` for
/// two values, a form with a file for a map, and most kinds of files for texts; hence
/// [EventRequest], [EventResponse] and [EventBinders].
final class EventHandler
    extends ServletHttpHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final BodyBuilder bodies;
  private final BinaryTypeConfiguration binaryTypes;
  private final TooLargeAnswers tooLarge;

  EventHandler(ApplicationContext api) {
    super(api, api.getBean(ConversionService.class));
    this.bodies = api.getBean(BodyBuilder.class);
    this.binaryTypes = api.getBean(BinaryTypeConfiguration.class);
    this.tooLarge = new TooLargeAnswers(api.getBean(JsonMapper.class));
  }

  APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
    ServletExchange<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> exchange =
        exchange(event, new APIGatewayV2HTTPResponse());
    return tooLarge.replaced(exchange.getRequest(), exchange.getResponse().getNativeResponse());
  }

  @Override
  protected ServletExchange<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> createExchange(
      APIGatewayV2HTTPEvent event, APIGatewayV2HTTPResponse unused) {
    ConversionService conversions = getApplicationContext().getConversionService();
    return new EventRequest<>(event, conversions, bodies, binaryTypes);
  }
}
