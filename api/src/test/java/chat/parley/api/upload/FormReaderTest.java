package chat.parley.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chat.parley.api.draft.DraftFiles;
import chat.parley.api.draft.Drafts;
import chat.parley.api.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Forms, as they may come.
class FormReaderTest {
  private static final long MOST = 1_000_000;

  @TempDir Path folder;
  private Drafts drafts;

  @BeforeEach
  void open() {
    drafts = new Drafts(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    drafts.close();
  }

  @Test
  void fieldsComeBeforeTheFileAndAfterIt() throws IOException {
    UploadResult result =
        read(
            part("name=\"before\"", "", "first")
                + part("name=\"file\"; filename=\"a.txt\"", "text/plain", "content")
                + part("name=\"after\"", "", "größer")
                + part("name=\"file\"; filename=\"b.txt\"", "text/plain", "another")
                + "--b--\r\n");

    assertThat(result).isInstanceOf(UploadResult.Received.class);
    try (Upload upload = ((UploadResult.Received) result).upload()) {
      assertThat(upload.file()).hasContent("content");
      assertThat(upload.size()).isEqualTo(7);
      assertThat(upload.fileName()).isEqualTo("a.txt");
      assertThat(upload.declaredType()).isEqualTo("text/plain");
      assertThat(upload.fields())
          .as("another file is no field")
          .isEqualTo(Map.of("before", "first", "after", "größer"));
    }
    assertThat(DraftFiles.drafts(folder)).isEmpty();
  }

  static Stream<Arguments> dispositions() {
    return Stream.of(
        arguments("filename=\"größer.txt\"", "größer.txt"),
        arguments("filename=\"a \\\"b\\\"; c.txt\"", "a \"b\"; c.txt"),
        arguments("filename=\"C:\\x\\y.txt\"", "C:\\x\\y.txt"),
        arguments("filename=plain.txt", "plain.txt"),
        arguments("filename=x.txt; filename*=UTF-8''%C3%A4%20%E2%82%AC.txt", "ä €.txt"),
        arguments("filename*=UTF-8''%C3%A4.txt; filename=\"x.txt\"", "ä.txt"),
        arguments("filename*=utf-8'en'a.txt", "a.txt"),
        arguments("FileName* = UTF-8''a.txt", "a.txt"),
        arguments("dummy=1", null));
  }

  @ParameterizedTest
  @MethodSource("dispositions")
  void namesAreReadAsBrowsersAndOthersWriteThem(String disposition, @Nullable String name) {
    PartHead head =
        PartHead.parse(
            "Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"file\"; "
                + disposition
                + "\r\n");

    assertThat(head).isEqualTo(new PartHead("file", name, "text/plain"));
  }

  @Test
  void whatIsTooLargeIsNotReadToItsEndAndLeavesNothing() throws IOException {
    Endless body = new Endless(head("name=\"file\"; filename=\"x\"", ""));

    assertThatThrownBy(() -> read(body)).isInstanceOf(TooLargeException.class);

    assertThat(body.given).isLessThan(MOST + 200_000);
    assertThat(DraftFiles.drafts(folder)).isEmpty();
  }

  @Test
  void aFieldIsNoPlaceForAFile() {
    Endless body = new Endless(head("name=\"caption\"", ""));

    assertThatThrownBy(() -> read(body)).isInstanceOf(TooLargeException.class);

    assertThat(body.given).isLessThan(200_000);
  }

  @Test
  void aFormThatBreaksOffLeavesNothing() throws IOException {
    for (String rest : new String[] {"", "\r\n--b\r\nContent-Dispo", "\r\n--b\r\n\r\nx"}) {
      String form = part("name=\"file\"; filename=\"x\"", "", "content") + rest;
      assertThatThrownBy(() -> read(form.substring(0, form.length() - 1)))
          .isInstanceOf(IOException.class);
    }
    assertThat(DraftFiles.drafts(folder)).isEmpty();
  }

  /// The client can't do anything about it, so it is not told that its form is wrong.
  @Test
  void aDiskThatFailsIsNotTheFaultOfTheForm() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");
    Drafts broken = new Drafts(noFolder, Clock.systemUTC());
    Endless body = new Endless(head("name=\"file\"; filename=\"x\"", ""));

    assertThatThrownBy(() -> new FormReader(body, "b", MOST, broken).read())
        .isInstanceOf(StorageException.class);
  }

  private UploadResult read(String form) throws IOException {
    return read(new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)));
  }

  private UploadResult read(InputStream body) throws IOException {
    try (FormReader reader = new FormReader(body, "b", MOST, drafts)) {
      return reader.read();
    }
  }

  private static String part(String disposition, String type, String content) {
    return head(disposition, type) + content + "\r\n";
  }

  private static String head(String disposition, String type) {
    return "--b\r\nContent-Disposition: form-data; "
        + disposition
        + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
        + "\r\n\r\n";
  }

  /// A form whose part has no end.
  private static final class Endless extends InputStream {
    private final byte[] head;
    private long given;

    Endless(String head) {
      this.head = head.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      int next = given < head.length ? head[(int) given] : 'x';
      given++;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
