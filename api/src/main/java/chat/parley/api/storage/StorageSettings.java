package chat.parley.api.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// Where bytes lie.
///
/// @param type `folder`, or `s3`, which has more settings: [S3Settings]
/// @param folder one for all apis, so a shared one where they run on several machines; made when
///     it is first needed
@ConfigurationProperties("parley.storage")
public record StorageSettings(
    @Pattern(regexp = "folder|s3") @Bindable(defaultValue = "folder") String type,
    @NotBlank @Bindable(defaultValue = "storage") String folder) {}
