package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.infra.stores.StartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Properties properties = new Properties();

  @Test
  void defaultsAreOneOfEachOnTheDocumentedPorts() {
    assertThat(Settings.from(properties))
        .isEqualTo(new Settings(Path.of(""), false, false, "", 1, 1, 8080, 8081, 0, 0));
  }

  @Test
  void everySettingHasItsProperty() {
    properties.setProperty("parley.dev.root", "/parley");
    properties.setProperty("parley.dev.fresh", "");
    properties.setProperty("parley.dev.begun-by-maven", "true");
    properties.setProperty("parley.dev.api", "2");
    properties.setProperty("parley.dev.push", "3");
    properties.setProperty("parley.dev.api-port", "9000");
    properties.setProperty("parley.dev.push-port", "9001");
    properties.setProperty("parley.dev.postgres-port", "5432");
    properties.setProperty("parley.dev.redis-port", "6379");
    properties.setProperty("parley.dev.admin", "root:a password: this");
    assertThat(Settings.from(properties))
        .isEqualTo(
            new Settings(
                Path.of("/parley"),
                true,
                true,
                "root:a password: this",
                2,
                3,
                9000,
                9001,
                5432,
                6379));
  }

  @Test
  void theAdminIsWhatStandsBeforeAndBehindTheFirstColon() {
    properties.setProperty("parley.dev.admin", "root:a password: this");
    var settings = Settings.from(properties);

    assertThat(settings.adminVariables())
        .isEqualTo(
            Map.of("PARLEY_ADMIN_USERNAME", "root", "PARLEY_ADMIN_PASSWORD", "a password: this"));
    assertThat(settings.toString()).doesNotContain("a password");
  }

  @Test
  void anAdminWithoutAUsablePasswordIsOneClearLineThatDoesNotQuoteIt() {
    properties.setProperty("parley.dev.admin", "root:short");
    assertThatThrownBy(() -> Settings.from(properties))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "-Dparley.dev.admin: expected a username of 3 to 32 characters, ':' and a password of"
                + " 8 to 128.");
  }

  @Test
  void aNumberThatIsNoneIsOneClearLine() {
    properties.setProperty("parley.dev.api-port", "http");
    assertThatThrownBy(() -> Settings.from(properties))
        .isInstanceOf(StartException.class)
        .hasMessage("-Dparley.dev.api-port=http: expected a number from 0 to 65535.");
  }

  @Test
  void aSystemWithoutAnApiIsNone() {
    properties.setProperty("parley.dev.api", "0");
    assertThatThrownBy(() -> Settings.from(properties))
        .hasMessage("-Dparley.dev.api=0: expected a number from 1 to 9.");
  }
}
