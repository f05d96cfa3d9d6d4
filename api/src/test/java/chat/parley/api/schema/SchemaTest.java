package chat.parley.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @Test
  void whatIsNeededIsTheLastMigration() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".sql"))
                  .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                  .max())
          .hasValue(Schema.NEEDED);
    }
  }
}
