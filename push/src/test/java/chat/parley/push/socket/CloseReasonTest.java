package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseReasonTest {
  /// In the table of the document that the api serves (`/asyncapi.yml`).
  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void clientsAreToldWhatItMeans(CloseReason reason) throws IOException {
    assertThat(Files.readString(Path.of("../api/src/main/resources/asyncapi.yml")))
        .contains("\n      | " + reason.code() + " | ");
  }
}
