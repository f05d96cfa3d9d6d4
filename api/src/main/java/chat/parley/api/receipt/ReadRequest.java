package chat.parley.api.receipt;

import chat.parley.shared.id.MessageId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/conversations/{id}/read`: one of the two.
@Serdeable(naming = SnakeCaseStrategy.class)
record ReadRequest(@Nullable @Min(0) Long seq, @Nullable MessageId messageId) {}
