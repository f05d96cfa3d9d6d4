package chat.parley.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  private static final String ZIP = "504b0304140000000800";
  private static final String MATROSKA = "1a45dfa39f4286810142f7810142f2810442f381084282847765626d";
  private static final String MP4 = "0000001c667479706d703432000000006d70343269736f6d";
  private static final String OGG = "4f67675300020000000000000000";

  @TempDir Path folder;

  private final MediaTypes types =
      new MediaTypes(
          new MediaSettings(
              1_000,
              List.of(
                  "image/png",
                  "audio/*",
                  "video/*",
                  "application/pdf",
                  "text/plain",
                  "text/csv",
                  "application/zip",
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO));

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, a.png, image/png, image/png",
    "89504e470d0a1a0a0000000d49484452, a.exe, application/octet-stream, image/png",
    "89504e470d0a1a0a0000000d49484452, , , image/png",
    "255044462d312e370a, a.pdf, application/pdf, application/pdf",
    ZIP + ", a.zip, application/zip, application/zip",
    ZIP + ", a.zip, application/x-zip-compressed, application/zip",
    ZIP + ", a.jar, application/java-archive, application/zip",
    ZIP
        + ", a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document, "
        + "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "612c620a, a.csv, text/csv, text/csv",
    "612c620a, a.csv, , text/csv",
    "612c620a, a.java, text/x-java-source, text/plain",
    "612c620a, a.html, text/plain, text/plain",
    MATROSKA + ", voice.webm, audio/webm, audio/webm",
    MATROSKA + ", film.webm, video/webm, video/webm",
    MP4 + ", voice.m4a, audio/mp4, audio/mp4",
    MP4 + ", film.mp4, , video/mp4",
    OGG + ", voice.ogg, audio/ogg, audio/ogg"
  })
  void whatAFileIsItsFirstBytesSayAndItsNameMorePrecisely(
      String bytes, String name, String declared, String type) throws IOException {
    assertThat(types.of(file(bytes), name, declared)).isEqualTo(new TypeRuling.Taken(type));
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, a.jpg, image/jpeg",
    "255044462d312e370a, a.png, image/png",
    "612c620a, a.html, text/html",
    "612c620a, a.svg, image/svg+xml",
    "612c620a, a.txt, nonsense",
    ZIP + ", a.pdf, application/pdf"
  })
  void whatIsDeclaredAsSomethingElseIsNot(String bytes, String name, String declared)
      throws IOException {
    assertThat(types.of(file(bytes), name, declared)).isInstanceOf(TypeRuling.Mismatch.class);
  }

  @ParameterizedTest
  @CsvSource({
    "<!DOCTYPE html><html></html>, a.txt",
    "<html><body onload=x></body></html>, a.txt",
    "<?xml version='1.0'?><a/>, a.txt",
    "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>, a.png"
  })
  void whatABrowserWouldRunIsNotTakenForAText(String text, String name) throws IOException {
    Path file = Files.write(folder.resolve("file"), text.getBytes(StandardCharsets.UTF_8));

    assertThat(types.of(file, name, null)).isInstanceOf(TypeRuling.NotTaken.class);
  }

  @Test
  void aProgramIsNotTaken() throws IOException {
    assertThat(types.of(file("4d5a90000300000004000000ffff0000"), "a.txt", "text/plain"))
        .isInstanceOf(TypeRuling.NotTaken.class);
    assertThat(types.of(file("7f454c460201010000000000"), "a.zip", "application/zip"))
        .isInstanceOf(TypeRuling.NotTaken.class);
  }

  private Path file(String hex) throws IOException {
    return Files.write(folder.resolve("file"), HexFormat.of().parseHex(hex));
  }
}
