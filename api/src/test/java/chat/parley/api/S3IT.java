package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.storage.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An api whose files lie in a bucket.
class S3IT {
  private static final String MINE = "/v1/users/me/avatar";

  @TempDir Path folder;

  @Test
  void anApiStartsWhileS3IsAwayAndNeedsNoOtherStartWhenItIsBack() throws IOException {
    try (S3Server server = S3Server.start(folder)) {
      server.stop();
      try (RunningApi api = RunningApi.with(server.settings())) {
        Rest ada = api.rest().as(api.rest().register("ada"));
        assertThat(set(ada).expect(503).text("code")).isEqualTo("dependency_unavailable");

        server.start();
        String url = set(ada).expect(200).text("avatar_url");
        api.rest().get(url).expect(200);

        server.stop();
        api.rest().get(url).expect(503);
        set(ada).expect(503);

        server.start();
        api.rest().get(url).expect(200);
      }
    }
  }

  private static Answer set(Rest rest) throws IOException {
    return rest.post(MINE, Form.TYPE, Form.file("file", "image/png", Images.wide("png")).bytes());
  }
}
