package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chat.parley.api.Rest.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that somebody made in order to harm, and what each gets.
class HostileFilesIT {
  private static final String SCRIPT = "<script>alert(1)</script>";

  private static RunningApi api;
  private static Rest ada;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    ada = api.rest().as(api.rest().register("ada"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Arguments> refused() throws IOException {
    byte[] png = Images.wide("png");
    byte[] jpeg = Images.wide("jpeg");
    return Stream.of(
        arguments("a picture that is said to be another", "a.jpg", "image/jpeg", png, 415),
        arguments("a page called a picture", "a.jpg", "image/jpeg", text("<html>" + SCRIPT), 415),
        arguments("a page called a text", "a.txt", "text/plain", text("<html>" + SCRIPT), 415),
        arguments("a page after blanks", "a.txt", "", text(" \n\n<HTML>" + SCRIPT), 415),
        arguments("SVG with a script", "a.svg", "image/svg+xml", svg(""), 415),
        arguments("SVG called a PNG", "a.png", "", svg("<?xml version='1.0'?>"), 415),
        arguments("XHTML", "a.txt", "", text("<?xml version='1.0'?><html/>"), 415),
        arguments("a program called a picture", "a.png", "image/png", program("MZ"), 415),
        arguments("a program for Linux", "a.zip", "application/zip", program("\u007fELF"), 415),
        arguments("a script called a GIF", "a.gif", "image/gif", text("GIF89a/**/=1;"), 413),
        arguments("half a PNG", "a.png", "image/png", half(png), 415),
        arguments("half a JPEG", "a.jpg", "image/jpeg", Arrays.copyOf(jpeg, 30), 415),
        arguments("a PNG of 3,600 million pixels", "a.png", "", Images.bomb(60_000), 413),
        arguments("a GIF of 4,295 million pixels", "a.gif", "", gifBomb(), 413),
        arguments("nothing", "a.txt", "text/plain", new byte[0], 422));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, String name, String type, byte[] content, int status) {
    assertThat(upload(name, type, content).status()).as(what).isEqualTo(status);
  }

  static Stream<Arguments> takenAsWhatTheyAre() throws IOException {
    byte[] png = Images.wide("png");
    byte[] jpeg = Images.wide("jpeg");
    return Stream.of(
        arguments("a PNG that is a ZIP too", join(png, zip("a.txt")), "image/png", "PK"),
        arguments("a JPEG that is a page too", join(jpeg, text(SCRIPT)), "image/jpeg", SCRIPT),
        arguments("a page in a JPEG", comment(jpeg, "<?php ?>" + SCRIPT), "image/jpeg", SCRIPT),
        arguments("where it was taken", Images.held(jpeg, "jpeg", 1), "image/jpeg", "GPS"),
        arguments("and turned", Images.held(jpeg, "jpeg", 6), "image/jpeg", "GPS"),
        arguments("in a PNG", Images.held(png, "png", 1), "image/png", "GPS"),
        arguments("PDF with a script", text("%PDF-1.7\n/JavaScript"), "application/pdf", null),
        arguments("a ZIP that unpacks to much", zip("b"), "application/zip", null),
        arguments("a ZIP with ways out", zip("../../b"), "application/zip", null),
        arguments("entities", text("<!DOCTYPE a [<!ENTITY b \"b\">]><a/>"), "text/plain", null),
        arguments("a script for a shell", text("#!/bin/sh\nrm -r /\n"), "text/plain", null),
        arguments("a recording that lies", lyingWave(), "audio/vnd.wave", null),
        arguments("a film that lies", lyingFilm(), "video/mp4", null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void takenAsWhatTheyAre(String what, byte[] content, String type, @Nullable String gone) {
    Answer kept = upload("a.bin", "", content).expect(201);

    assertThat(kept.text("content_type")).isEqualTo(type);
    Answer served = api.rest().get(kept.text("url")).expect(200);
    assertThat(served.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(served.header("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
    assertThat(served.header("Content-Disposition").orElseThrow())
        .as(what)
        .startsWith(type.startsWith("application/") ? "attachment;" : "inline;");
    if (gone != null) {
      assertThat(new String(content, StandardCharsets.ISO_8859_1)).contains(gone);
      assertThat(new String(served.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(gone);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "filename=\"../../etc/passwd\", passwd",
    "filename=\"..\\..\\boot.ini\", boot.ini",
    "filename=\"/\", file",
    "filename=\"...\", file",
    "filename=\".htaccess\", htaccess",
    "filename*=UTF-8''invoice%E2%80%AEgpj.exe, invoicegpj.exe",
    "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b, aSet-Cookie b",
    "filename*=UTF-8''a%00.txt, a.txt",
    "filename*=nonsense''%zz%, nonsense''%zz%",
    "filename=\"=?utf-8?Q?=0D=0Aa?=\", a",
    "filename=\"a<b>:c|d?*.txt\", abcd.txt"
  })
  void namesLoseWhatHarms(String disposition, String name) {
    byte[] form =
        text(
            "--%s\r\nContent-Disposition: form-data; name=\"file\"; %s\r\n\r\ntext\r\n--%s--\r\n"
                .formatted(Form.BOUNDARY, disposition, Form.BOUNDARY));

    Answer kept = ada.post("/v1/media", Form.TYPE, form).expect(201);

    assertThat(kept.text("file_name")).isEqualTo(name);
    Answer served = api.rest().get(kept.text("url")).expect(200);
    assertThat(served.header("Set-Cookie")).isEmpty();
    assertThat(served.header("Content-Disposition").orElseThrow()).startsWith("inline; filename=");
  }

  private static Answer upload(String name, String type, byte[] content) {
    return ada.post("/v1/media", Form.TYPE, Form.upload(name, type, content).bytes());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] svg(String before) {
    return text(before + "<svg xmlns=\"http://www.w3.org/2000/svg\">" + SCRIPT + "</svg>");
  }

  private static byte[] program(String magic) {
    return join(magic.getBytes(StandardCharsets.ISO_8859_1), new byte[] {2, 1, 1, 0, 0, 0, 0, 0});
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] gifBomb() throws IOException {
    byte[] gif = Images.encode(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    ByteBuffer.wrap(gif).putInt(6, 0xFFFFFFFF);
    return gif;
  }

  private static byte[] comment(byte[] jpeg, String comment) {
    byte[] segment =
        ByteBuffer.allocate(4 + comment.length())
            .putShort((short) 0xFFFE)
            .putShort((short) (2 + comment.length()))
            .put(text(comment))
            .array();
    return join(join(Arrays.copyOf(jpeg, 2), segment), Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /// Ten megabytes in ten kilobytes.
  private static byte[] zip(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[10 << 20]);
    }
    return bytes.toByteArray();
  }

  private static byte[] lyingWave() {
    return ByteBuffer.allocate(44)
        .put(text("RIFF"))
        .putInt(-1)
        .put(text("WAVEfmt "))
        .putInt(-1)
        .put(text("data"))
        .putInt(-1)
        .array();
  }

  private static byte[] lyingFilm() {
    return ByteBuffer.allocate(48)
        .putInt(24)
        .put(text("ftypmp42"))
        .putInt(0)
        .put(text("mp42isom"))
        .putInt(-1)
        .put(text("moov"))
        .putInt(-2)
        .put(text("trak"))
        .array();
  }
}
