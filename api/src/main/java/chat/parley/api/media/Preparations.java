package chat.parley.api.media;

import chat.parley.api.image.BrokenImageException;
import chat.parley.api.image.Cleaned;
import chat.parley.api.image.Decoders;
import chat.parley.api.image.Images;
import chat.parley.api.image.TooManyPixelsException;
import chat.parley.api.recording.Recordings;
import chat.parley.shared.event.Message.Attachment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/// Makes of a file what is kept of it: of a picture only what is seen, upright. All of it happens
/// on the threads of [Decoders], for it reads what strangers have written.
@Singleton
class Preparations {
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final Images images;
  private final Recordings recordings;
  private final Decoders decoders;

  Preparations(Images images, Recordings recordings, Decoders decoders) {
    this.images = images;
    this.recordings = recordings;
    this.decoders = decoders;
  }

  /// What came of it.
  sealed interface Result {

    /// @param file the one that came, or the one that was made of it
    record Ready(Path file, Facts facts) implements Result {}

    record Broken() implements Result {}

    record TooManyPixels() implements Result {}

    record Busy() implements Result {}
  }

  /// @param scratch where to write what is made of the file
  Result prepare(Path file, String type, Path scratch) throws IOException {
    if (PICTURES.contains(type)) {
      return decoded(() -> picture(file, type, scratch));
    }
    if (type.startsWith("audio/") || type.startsWith("video/")) {
      return decoded(() -> new Result.Ready(file, recording(file, type)));
    }
    return new Result.Ready(file, Facts.ofFile(Attachment.Kind.FILE, type));
  }

  private Result picture(Path file, String type, Path scratch) throws IOException {
    try {
      Cleaned cleaned = images.clean(file, type, scratch);
      return new Result.Ready(
          scratch, Facts.ofPicture(cleaned.type(), cleaned.width(), cleaned.height()));
    } catch (TooManyPixelsException e) {
      return new Result.TooManyPixels();
    } catch (BrokenImageException e) {
      return new Result.Broken();
    }
  }

  /// Nothing is known of a recording that can't be read; it is kept as it is.
  private Facts recording(Path file, String type) {
    Optional<chat.parley.api.recording.Facts> found = recordings.facts(file, type);
    return found
        .map(
            facts ->
                new Facts(
                    switch (facts.kind()) {
                      case AUDIO -> Attachment.Kind.AUDIO;
                      case VIDEO -> Attachment.Kind.VIDEO;
                    },
                    facts.type(),
                    facts.width(),
                    facts.height(),
                    facts.durationMs(),
                    facts.waveform()))
        .orElseGet(
            () ->
                Facts.ofFile(
                    type.startsWith("audio/") ? Attachment.Kind.AUDIO : Attachment.Kind.VIDEO,
                    type));
  }

  private Result decoded(Callable<Result> work) throws IOException {
    try {
      return decoders.submit(work).get();
    } catch (RejectedExecutionException e) {
      return new Result.Busy();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      // Readers fail in many ways over what nobody foresaw in a file.
      return new Result.Broken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Busy();
    }
  }
}
