package chat.parley.infra.lambda;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.binding.RequestArgumentSatisfier;
import jakarta.inject.Singleton;

/// Gives routes what they ask for by [EventBinders]. Otherwise it would be the server's binders,
/// which are there though no server is, and know no events.
@Primary
@Singleton
@Replaces(RequestArgumentSatisfier.class)
@Requires(env = ApiFunction.ENVIRONMENT)
class EventArguments extends RequestArgumentSatisfier {
  EventArguments(EventBinders<?> binders) {
    super(binders);
  }
}
