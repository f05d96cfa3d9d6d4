package chat.parley.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.storage.StorageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/webp", "text/plain", "video/mp4", "audio/ogg"})
  void whatRunsNothingIsShown(String type) {
    assertThat(of(type, "a.bin").disposition()).startsWith("inline;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/svg+xml",
        "application/xml",
        "application/pdf",
        "text/xml",
        "application/xhtml+xml",
        "text/javascript",
        "application/zip",
        "text/css"
      })
  void whatCouldRunSomethingIsSaved(String type) {
    assertThat(of(type, "a.bin").disposition()).startsWith("attachment;");
  }

  @Test
  void theNameIsThereForOldClientsAndForNewOnes() {
    assertThat(of("image/png", "Zür\"ich 100%*.png").disposition())
        .isEqualTo(
            "inline; filename=\"Z_r_ich 100_*.png\"; "
                + "filename*=UTF-8''Z%C3%BCr%22ich%20100%25%2A.png");
  }

  private static Download of(String type, String name) {
    return new Download(new StorageKey("media", "x"), type, 1, name, "tag");
  }
}
