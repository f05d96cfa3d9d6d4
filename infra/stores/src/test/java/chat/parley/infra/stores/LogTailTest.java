package chat.parley.infra.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  @Test
  void theRootCauseOfAStackTraceTellsMost() throws IOException {
    assertThat(
            told(
                """
                10:00:00 INFO starting
                10:00:01 ERROR Cannot start
                java.lang.IllegalStateException: wrapped
                    at some.Code.run(Code.java:1)
                Caused by: java.io.IOException: wrapped, too
                    at some.Code.run(Code.java:2)
                Caused by: java.net.ConnectException: Connection refused
                    at some.Code.connect(Code.java:3)
                    ... 3 more
                10:00:02 INFO stopped
                """))
        .isEqualTo("Caused by: java.net.ConnectException: Connection refused");
  }

  @Test
  void thenTheLastOutcry() throws IOException {
    assertThat(told("LOG:  starting\nFATAL:  no space\nLOG:  database system is shut down\n"))
        .isEqualTo("FATAL:  no space");
  }

  @Test
  void thenTheLastLine() throws IOException {
    assertThat(told("one\ntwo\n\n")).isEqualTo("two");
  }

  @Test
  void aFormerLifeIsPassedOver() throws IOException {
    var log = Files.writeString(folder.resolve("log"), "FATAL:  long ago\n");
    var from = Files.size(log);
    assertThat(LogTail.mostTellingLine(log, from)).isEqualTo("it wrote nothing");
  }

  private String told(String text) throws IOException {
    return LogTail.mostTellingLine(Files.writeString(folder.resolve("log"), text), 0);
  }
}
