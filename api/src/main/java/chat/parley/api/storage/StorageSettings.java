package chat.parley.api.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;

/// Where bytes lie.
///
/// @param folder one for all apis, so a shared one where they run on several machines; made when
///     it is first needed
@ConfigurationProperties("parley.storage")
public record StorageSettings(@NotBlank @Bindable(defaultValue = "storage") String folder) {}
