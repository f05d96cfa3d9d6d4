package chat.parley.api.receipt;

import chat.parley.api.system.Required;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/delivered`.
@Serdeable
record DeliveredRequest(@Nullable @Required @Min(0) Long seq) {}
