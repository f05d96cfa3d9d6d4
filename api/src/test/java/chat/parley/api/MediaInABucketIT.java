package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.storage.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaInABucketIT extends MediaAccessContract {
  @TempDir static Path folder;

  private @Nullable S3Server server;

  @Override
  Map<String, Object> storage() {
    return server().settings();
  }

  private S3Server server() {
    S3Server running = server;
    if (running == null) {
      try {
        running = S3Server.start(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = running;
    }
    return running;
  }

  @AfterAll
  void stopServer() {
    server().close();
  }

  @Test
  void whereItIsSetSoTheBucketItselfHandsOut() throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(storage());
    settings.put("parley.storage.s3.presigned-downloads", "true");
    try (RunningApi api = RunningApi.with(settings)) {
      Rest ada = api.rest().as(api.rest().register("ada"));
      Form form = Form.upload("wide.png", "image/png", Images.wide("png"));
      String path =
          "/v1/media/" + ada.post("/v1/media", Form.TYPE, form.bytes()).expect(201).text("id");

      Answer answer = ada.get(path).expect(307);

      assertThat(answer.header("Cache-Control")).hasValue("no-store");
      HttpResponse<byte[]> file =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(answer.header("Location").orElseThrow()))
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("inline; filename=\"wide.png\"");
      assertThat(Images.decode(file.body()).getWidth())
          .isEqualTo(Images.decode(Images.wide("png")).getWidth());
      api.rest().as(api.rest().register("eve")).get(path).expect(404);
      api.rest().get(path).expect(401);
    }
  }
}
