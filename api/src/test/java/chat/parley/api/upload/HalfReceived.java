package chat.parley.api.upload;

import chat.parley.api.draft.DoomedProcess;
import chat.parley.api.draft.Drafts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/// What [KilledUploadTest] kills.
final class HalfReceived {
  private HalfReceived() {}

  public static void main(String[] arguments) throws IOException {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
            + "x".repeat(1_000_000);
    Drafts drafts = new Drafts(Path.of(arguments[0]), Clock.systemUTC());
    try (FormReader reader =
        new FormReader(
            DoomedProcess.halfOf(form.getBytes(StandardCharsets.UTF_8), drafts::sweep),
            "b",
            1L << 30,
            drafts)) {
      reader.read();
    }
  }
}
