package chat.parley.api;

import static chat.parley.api.Configured.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import chat.parley.api.storage.S3Settings;
import chat.parley.api.storage.Storage;
import chat.parley.api.storage.StorageSettings;
import chat.parley.api.upload.UploadSettings;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where files lie, as it is set.
class StorageSettingsTest {
  private static LogLines log;

  @BeforeAll
  static void hush() {
    log = Configured.hushed();
  }

  @AfterAll
  static void unhush() {
    log.close();
  }

  @Test
  void filesLieInAFolderUnlessItIsSetOtherwise() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(StorageSettings.class))
          .isEqualTo(new StorageSettings("folder", "storage"));
      assertThat(context.getBean(UploadSettings.class).folder()).isNull();
      assertThat(context.findBean(S3Settings.class)).isEmpty();
      assertThat(context.getBean(Storage.class).getClass().getSimpleName())
          .startsWith("FolderStorage");
    }
  }

  @Test
  void aBucketNeedsNoMoreThanItsName() {
    try (ApplicationContext context = with(s3(Map.of()))) {
      assertThat(context.getBean(S3Settings.class))
          .isEqualTo(
              new S3Settings(
                  "files",
                  null,
                  null,
                  null,
                  false,
                  "",
                  null,
                  null,
                  8 * 1024 * 1024,
                  8,
                  Duration.ofSeconds(10),
                  false));
      assertThat(context.getBean(Storage.class).getClass().getSimpleName()).startsWith("S3Storage");
    }
  }

  @Test
  void theKeysToABucketAreNotPrinted() {
    try (ApplicationContext context =
        with(
            s3(
                Map.of(
                    "parley.storage.s3.endpoint", "http://minio:9000",
                    "parley.storage.s3.access-key", "an access key",
                    "parley.storage.s3.secret-key", "a secret key")))) {
      S3Settings settings = context.getBean(S3Settings.class);

      assertThat(settings.endpoint()).isEqualTo(URI.create("http://minio:9000"));
      assertThat(settings.secretKey()).isEqualTo("a secret key");
      assertThat(settings.toString()).contains("minio").doesNotContain("access key", "secret key");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "type, S3",
    "type, nonsense",
    "s3.bucket, ''",
    "s3.endpoint, files.example.org",
    "s3.endpoint, ftp://files.example.org",
    "s3.access-key, alone",
    "s3.secret-key, alone",
    "s3.prefix, no-slash",
    "s3.prefix, /beginning/",
    "s3.part-size, 1048576",
    "s3.timeout, 0s",
  })
  void anApiThatIsToldNonsenseDoesNotStart(String name, String value) {
    assertThatThrownBy(() -> with(s3(Map.of("parley.storage." + name, value))).close())
        .satisfies(
            failure ->
                assertThat(ThrowableProxyUtil.asString(new ThrowableProxy(failure)))
                    .containsIgnoringCase("storage")
                    .doesNotContain("alone"));
  }

  private static Map<String, Object> s3(Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(Map.of("parley.storage.type", "s3", "parley.storage.s3.bucket", "files"));
    all.putAll(more);
    return all;
  }
}
