package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is refused as a picture, and how much of it is read before that.
class AvatarUploadIT {
  private static final String MINE = "/v1/users/me/avatar";

  private static RunningApi api;

  private Person ada;
  private Rest rest;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    rest = api.rest().as(ada);
  }

  @Test
  void whatIsNoImageOrNotTheDeclaredOneIsRefused() throws IOException {
    byte[] png = Images.wide("png");
    byte[] broken = Arrays.copyOf(png, 60);

    for (Answer refused :
        List.of(
            set(
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                "image/svg+xml"),
            set("just a text".getBytes(StandardCharsets.UTF_8), "image/png"),
            set(png, "image/jpeg"),
            set(png, "text/plain"),
            set(png, "nonsense"),
            set(broken, "image/png"),
            set(new byte[0], "image/png"),
            set("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "application/octet-stream"))) {
      assertThat(refused.expect(415).text("code")).isEqualTo("unsupported_media_type");
    }
    rest.post(MINE, "{}").expect(415);
    assertThat(rest.get("/v1/users/me").at("avatar_url").isNull()).isTrue();
    set(png, "application/octet-stream").expect(200);
    set(png, "").expect(200);
    set(Images.wide("jpeg"), "image/jpg").expect(200);
  }

  @Test
  void anImageThatSaysItIsHugeIsRefusedBeforeItIsDecoded() throws IOException {
    assertThat(set(Images.bomb(60_000), "image/png").expect(413).text("code"))
        .isEqualTo("payload_too_large");
    assertThat(set(Images.bomb(5_001), "image/png").status()).isEqualTo(413);
  }

  @Test
  void formsThatAreNoneAreRefused() throws IOException {
    byte[] png = Images.wide("png");
    assertThat(
            rest.post(MINE, Form.TYPE, Form.file("other", "image/png", png).bytes())
                .expect(422)
                .text("errors.0.field"))
        .isEqualTo("file");
    Form form = Form.file("file", "image/png", png);
    for (byte[] body :
        List.of(
            new byte[0],
            "nonsense".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(form.bytes(), 100),
            Arrays.copyOf(form.bytes(), form.bytes().length - 20))) {
      rest.post(MINE, Form.TYPE, body).expect(400);
    }
    rest.post(MINE, "multipart/form-data", form.bytes()).expect(400);
    rest.post(MINE, "multipart/form-data; boundary=\"\"", form.bytes()).expect(400);
    api.rest().post(MINE, Form.TYPE, form.bytes()).expect(401);
    api.rest().delete(MINE).expect(401);
  }

  @Test
  void fiveMebibytesAreTheMost() {
    byte[] most = new byte[5 * 1024 * 1024];

    assertThat(set(most, "image/png").status()).as("no image, but not too large").isEqualTo(415);
    assertThat(set(new byte[most.length + 1], "image/png").status()).isEqualTo(413);
    assertThat(set(new byte[2 * most.length], "image/png").status()).isEqualTo(413);
  }

  /// Whoever announces 100 MB, or sends chunk by chunk without an end, is told before that end.
  @Test
  void whoSendsTooMuchIsToldWithoutHavingToSendItAll() throws IOException {
    assertThat(statusOf("Content-Length: 104857600", 1024)).contains(" 413 ");
    assertThat(statusOf("Content-Length: 1073741824", 1024)).contains(" 413 ");
    assertThat(statusOf("Transfer-Encoding: chunked", 6 * 1024 * 1024)).contains(" 413 ");
  }

  private String statusOf(String header, int bytes) throws IOException {
    try (Socket socket = new Socket(api.host(), api.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
              .formatted(MINE, ada.token(), Form.TYPE, header);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] body = Arrays.copyOf(Form.file("file", "image/png", new byte[bytes]).bytes(), bytes);
      if (header.endsWith("chunked")) {
        out.write((Integer.toHexString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      out.write(body);
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
        line.append((char) each);
      }
      return line.toString();
    }
  }

  private Answer set(byte[] image, String type) {
    return rest.post(MINE, Form.TYPE, Form.file("file", type, image).bytes());
  }
}
