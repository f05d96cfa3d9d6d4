package chat.parley.api.avatar;

import chat.parley.api.image.Decoders;
import chat.parley.api.image.ImageType;
import chat.parley.api.image.Images;
import chat.parley.api.image.TooManyPixelsException;
import chat.parley.api.storage.Storage;
import chat.parley.api.storage.Stored;
import chat.parley.api.upload.Upload;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes, keeps and forgets avatars.
///
/// A picture is kept before anybody has it and forgotten after nobody has it any more, so an
/// address that is told always leads somewhere. Whoever dies in between leaves one behind that
/// nobody has; [#sweep] finds it.
@Singleton
public class Avatars {
  private static final Logger LOG = LoggerFactory.getLogger(Avatars.class);
  private static final int[] SIZES = {Picture.LARGE, Picture.SMALL};
  private static final int BATCH = 500;

  private final Storage storage;
  private final AvatarSettings settings;
  private final List<AvatarOwners> owners;
  private final Clock clock;
  private final Images images;
  private final Decoders decoders;

  Avatars(
      Storage storage,
      AvatarSettings settings,
      List<AvatarOwners> owners,
      Clock clock,
      Images images,
      Decoders decoders) {
    this.storage = storage;
    this.settings = settings;
    this.owners = owners;
    this.clock = clock;
    this.images = images;
    this.decoders = decoders;
  }

  /// @param kind see [AvatarOwners#kind]
  public AvatarResult keep(char kind, Upload upload) throws IOException {
    Optional<String> type = ImageType.of(upload.file(), upload.declaredType());
    if (type.isEmpty()) {
      return new AvatarResult.NotAnImage();
    }
    try {
      Picture picture = decoders.submit(() -> make(upload.file(), type.get())).get();
      return new AvatarResult.Kept(keep(kind, picture).url());
    } catch (RejectedExecutionException e) {
      return new AvatarResult.Busy();
    } catch (ExecutionException e) {
      // Readers fail in many ways over what nobody foresaw in a file.
      return e.getCause() instanceof TooManyPixelsException
          ? new AvatarResult.TooLarge()
          : new AvatarResult.NotAnImage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AvatarResult.Busy();
    }
  }

  private Picture make(Path file, String type) throws IOException {
    return Picture.of(
        images.squares(file, type, settings.maxPixels(), Picture.LARGE, Picture.SMALL));
  }

  private AvatarName keep(char kind, Picture picture) throws IOException {
    AvatarName name = AvatarName.random(kind, picture.format());
    storage.put(name.key(Picture.SMALL), new ByteArrayInputStream(picture.small().content()));
    storage.put(name.key(Picture.LARGE), new ByteArrayInputStream(picture.large().content()));
    return name;
  }

  /// The large one.
  ///
  /// @return to be closed; empty when it is gone
  public Optional<InputStream> open(String url) {
    return AvatarName.ofUrl(url)
        .flatMap(name -> storage.get(name.key(Picture.LARGE)))
        .map(Stored::content);
  }

  /// @param url as it was kept; `null` and foreign ones are fine
  public void forget(@Nullable String url) {
    if (url != null) {
      AvatarName.ofUrl(url).ifPresent(this::delete);
    }
  }

  private void delete(AvatarName name) {
    for (int size : SIZES) {
      storage.delete(name.key(size));
    }
  }

  /// Forgets what nobody has. Each api does it, and it does no harm to do it twice.
  @Scheduled(
      initialDelay = "${parley.avatars.sweep-interval:1d}",
      fixedDelay = "${parley.avatars.sweep-interval:1d}")
  void sweep() {
    Set<AvatarName> batch = new HashSet<>();
    storage.forEach(
        AvatarName.AREA,
        clock.instant().minus(settings.orphanAge()),
        key -> {
          AvatarName.of(key).ifPresent(batch::add);
          if (batch.size() >= BATCH) {
            sweep(batch);
            batch.clear();
          }
        });
    sweep(batch);
  }

  private void sweep(Set<AvatarName> candidates) {
    for (AvatarOwners each : owners) {
      List<AvatarName> theirs = candidates.stream().filter(name -> name.isOf(each.kind())).toList();
      Set<String> owned = each.owned(theirs.stream().map(AvatarName::url).toList());
      List<AvatarName> orphans =
          theirs.stream().filter(name -> !owned.contains(name.url())).toList();
      orphans.forEach(this::delete);
      if (!orphans.isEmpty()) {
        LOG.info("deleted {} avatars that nobody had any more", orphans.size());
      }
    }
  }
}
