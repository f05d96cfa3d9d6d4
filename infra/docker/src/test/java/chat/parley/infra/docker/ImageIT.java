package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.dev.rehearsal.Performance;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The images' very contents, made and run as the Dockerfile says, in file systems that hold
/// nothing else but a C library and a shell, and that can't be written to.
class ImageIT {
  /// A JVM that is told so ends instead of going on without its cache.
  private static final String ON_THE_CACHE_OR_NOT_AT_ALL = "-XX:AOTMode=on";

  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
  private static final int SIGTERM = 128 + 15;
  private static final String WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

  private static List<Image> images;
  private static Containers containers;
  private static Container api;
  private static Container push;

  @BeforeAll
  static void makeAndStart() throws Exception {
    if (Isolation.possible().isEmpty()) {
      System.out.println(
          "!!! ImageIT: no `unshare` with mounts here, so the images are not tried.");
    }
    assumeTrue(Isolation.possible().isPresent(), "no namespaces on this machine");
    images = Assemble.into(Path.of("target", "image").toAbsolutePath());
    containers = new Containers(images);
    assertThat(containers.migrate()).as("exit code of the migration").isZero();
    api = containers.startApi(ON_THE_CACHE_OR_NOT_AT_ALL);
    push = containers.startPush(api, ON_THE_CACHE_OR_NOT_AT_ALL);
    api.awaitHealthy();
    push.awaitHealthy();
  }

  @AfterAll
  static void stop() {
    if (containers != null) {
      containers.close();
    }
  }

  @Test
  void peopleRegisterTalkAndHearEachOther() {
    new Performance(api.uri(), push.uri()).perform();
  }

  @Test
  void theApiReadsAndDrawsPictures() throws Exception {
    Person person = Person.registeredAt(api.uri(), "painter");
    for (String format : List.of("png", "jpeg")) {
      URI avatar = person.setAvatar("image/" + format, picture(format));

      BufferedImage small = ImageIO.read(new ByteArrayInputStream(person.bytes(avatar)));
      assertThat(small.getWidth()).as(format).isEqualTo(64);
      assertThat(new Color(small.getRGB(32, 32)).getRed()).as(format).isGreaterThan(200);
    }
    person.setAvatar("image/webp", Base64.getDecoder().decode(WEBP));
  }

  /// Otherwise it would go on without it, only slower, and say so to nobody.
  @Test
  void pushHasNettysNativeTransport() throws IOException {
    assertThat(mapped(push)).anyMatch(file -> file.contains("/opt/parley/lib/libnetty_transport_"));
  }

  @Test
  void nobodyRunsThemWhoCouldDoMore() throws IOException {
    for (Container each : List.of(api, push)) {
      List<String> status = Files.readAllLines(Path.of("/proc/" + each.pid() + "/status"));
      assertThat(status).contains("NoNewPrivs:\t1").anyMatch(line -> line.matches("NSpid:.*\t1"));
      if (Isolation.possible().orElseThrow() == Isolation.AS_ROOT) {
        assertThat(status)
            .contains("Uid:\t10001\t10001\t10001\t10001", "CapEff:\t0000000000000000");
      }
    }
  }

  /// See [Uniform].
  @Test
  void everythingIsOfTheSameAgeAndReadableForAll() throws IOException {
    for (Image image : images) {
      for (Layer layer : Layer.values()) {
        try (Stream<Path> entries = Files.walk(image.layer(layer))) {
          assertThat(entries.filter(entry -> !Files.isSymbolicLink(entry)))
              .allSatisfy(
                  entry -> {
                    assertThat(Files.getLastModifiedTime(entry)).isEqualTo(Uniform.AGE);
                    assertThat(Files.getPosixFilePermissions(entry))
                        .contains(PosixFilePermission.OTHERS_READ)
                        .doesNotContain(PosixFilePermission.OTHERS_WRITE);
                  });
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void oneThatIsToldToEndDoesSoInOrder(String program) throws Exception {
    Container container = program.equals("api") ? containers.startApi() : containers.startPush(api);
    container.awaitHealthy();

    assertThat(container.stop(STOPPED_WITHIN)).isEqualTo(SIGTERM);

    assertThat(Files.readAllLines(container.log())).noneMatch(line -> line.contains("Exception"));
    assertThat(container.isHealthy()).isFalse();
  }

  private static List<String> mapped(Container container) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + container.pid() + "/maps"));
  }

  private static byte[] picture(String format) throws IOException {
    BufferedImage red = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = red.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 600, 400);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(red, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
