package chat.parley.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "report.pdf, report.pdf",
    "../../etc/passwd, passwd",
    "'C:\\Users\\ada\\plan.txt', plan.txt",
    "'/', file",
    "'..', file",
    "'', file",
    "'.hidden', hidden",
    "'  a b.txt . ', 'a b.txt'",
    "'a\"b<c>d|e?f*g:h.txt', abcdefgh.txt",
    "'invoice\u202Egnp.exe', invoicegnp.exe",
    "'a\u2066b\u2069\u200Fc.txt', abc.txt",
    "'tab\there\r\nX: y.txt', 'tabhereX y.txt'",
    "'\uFEFFname\u0000.txt', name.txt",
    "'Zu\u0308rich.txt', 'Z\u00FCrich.txt'",
    "'\u5831\u544A\u66F8.pdf', '\u5831\u544A\u66F8.pdf'",
    "'\uD83D\uDE00.txt', '\uD83D\uDE00.txt'",
    "'lone\uD83D.txt', lone.txt"
  })
  void aNameIsWhatCanBeShownAndSaved(String given, String kept) {
    assertThat(FileNames.of(given, "application/pdf")).isEqualTo(kept);
  }

  @Test
  void whoGivesNoneHasOne() {
    assertThat(FileNames.of(null, "application/pdf")).isEqualTo("file");
    assertThat(FileNames.of(null, "image/png")).isEqualTo("file.png");
  }

  @Test
  void aLongOneKeepsItsEnd() {
    String name = FileNames.of("\uD83D\uDE00".repeat(300) + ".tar.gz", "application/zip");

    assertThat(name.codePointCount(0, name.length())).isEqualTo(255);
    assertThat(name).endsWith("\uD83D\uDE00.gz");
  }

  @ParameterizedTest
  @CsvSource({
    "photo.webp, image/jpeg, photo.jpg",
    "photo.JPEG, image/jpeg, photo.JPEG",
    "photo, image/png, photo.png",
    "photo.exe, image/gif, photo.gif",
    "archive.exe, application/zip, archive.exe"
  })
  void aPictureIsCalledWhatItIs(String given, String type, String kept) {
    assertThat(FileNames.of(given, type)).isEqualTo(kept);
  }
}
