package chat.parley.api.media;

import chat.parley.shared.event.Message.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What there is to know of bytes without having made anything of them yet.
///
/// @param kind what can be done with them
/// @param type their media type
record Facts(
    Attachment.Kind kind,
    String type,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs,
    @Nullable List<Integer> waveform) {

  Facts {
    waveform = waveform == null ? null : List.copyOf(waveform);
  }

  static Facts ofFile(Attachment.Kind kind, String type) {
    return new Facts(kind, type, null, null, null, null);
  }

  static Facts ofPicture(String type, int width, int height) {
    return new Facts(Attachment.Kind.IMAGE, type, width, height, null, null);
  }
}
