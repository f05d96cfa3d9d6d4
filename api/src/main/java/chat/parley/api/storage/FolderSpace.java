package chat.parley.api.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How much room is left where files lie, for who looks after the disk.
@Context
@Requires(property = "parley.storage.type", notEquals = "s3")
class FolderSpace {
  private final Path folder;

  FolderSpace(StorageSettings settings, MeterRegistry meters) {
    this.folder = Path.of(settings.folder()).toAbsolutePath().normalize();
    Gauge.builder("parley.storage.free", this, FolderSpace::bytes)
        .description("Room that is left on the disk of the folder for files")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
  }

  /// Of the first folder above that is there, while nobody needed this one.
  private double bytes() {
    for (@Nullable Path each = folder; each != null; each = each.getParent()) {
      File file = each.toFile();
      if (file.exists()) {
        return file.getUsableSpace();
      }
    }
    return Double.NaN;
  }
}
