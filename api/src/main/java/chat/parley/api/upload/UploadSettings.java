package chat.parley.api.upload;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where files are while they come and are looked at.
///
/// @param folder on a disk with room for all that come at once; each api may have its own, or all
///     share one. `null`: below the system's for temporary files, which will not do where that is
///     in memory, or where people work who are not to be trusted
@ConfigurationProperties("parley.uploads")
public record UploadSettings(@Nullable @Size(min = 1) String folder) {
  private static final String INCOMING = "incoming";

  Path path() {
    return folder == null
        ? Path.of(
            System.getProperty("java.io.tmpdir"),
            "parley-uploads-" + System.getProperty("user.name"),
            INCOMING)
        : Path.of(folder, INCOMING);
  }
}
