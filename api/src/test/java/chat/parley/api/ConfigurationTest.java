package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// CONFIGURATION.md says what can be set. With `-Dparley.configuration.write=true` it is written.
class ConfigurationTest {
  private static final Path PAGE = Path.of("CONFIGURATION.md");

  private final Reference reference = Reference.of("api", ConfigurationTest.class.getClassLoader());

  @Test
  void everySettingIsDescribed() {
    assertThat(reference.settings()).hasSizeGreaterThan(20);
    assertThat(reference.undescribed()).isEmpty();
  }

  @Test
  void thePageIsOfTheseSettings() throws IOException {
    if (Boolean.getBoolean("parley.configuration.write")) {
      Files.writeString(PAGE, reference.page());
    }
    assertThat(PAGE)
        .as("write it anew with -Dparley.configuration.write=true")
        .hasContent(reference.page());
  }
}
