package chat.parley.api.upload;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where files are while they come and are looked at.
///
/// @param folder on a disk with room for all that come at once; each api may have its own. `null`:
///     below the system's for temporary files, which may be one in memory
@ConfigurationProperties("parley.uploads")
public record UploadSettings(@Nullable String folder) {

  Path path() {
    return folder == null
        ? Path.of(
            System.getProperty("java.io.tmpdir"),
            "parley-uploads-" + System.getProperty("user.name"))
        : Path.of(folder);
  }
}
