package chat.parley.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Good files in which something is wrong, wherever that is.
class FlippedBytesTest {
  private static final int TIMES = 400;
  private static final ImageSettings SETTINGS = new ImageSettings(1_000_000, 10_000_000, 1, 1);

  private static final BufferedImage PICTURE = Pictures.picture(20, 30, BufferedImage.TYPE_INT_RGB);

  @TempDir private Path folder;

  private static byte[] picture(String kind) throws IOException {
    return switch (kind) {
      case "image/jpeg, progressive" -> Jpeg.progressive();
      case "image/jpeg" -> Jpeg.held(6);
      case "image/png" -> Png.held(PICTURE, 7);
      case "image/webp" -> Webp.held(PICTURE, 8);
      default -> Gif.of(PICTURE, PICTURE);
    };
  }

  /// Whoever passes cleaning gets a file that passes it again and is the same then.
  @ParameterizedTest
  @ValueSource(
      strings = {"image/jpeg", "image/jpeg, progressive", "image/png", "image/gif", "image/webp"})
  void nothingComesOutButWhatIsDeclared(String kind) throws IOException {
    Random random = new Random(20261121);
    Cleaning cleaning = new Cleaning(folder, SETTINGS);
    byte[] good = picture(kind);
    String type = kind.split(",", 2)[0];
    int passed = 0;

    for (int i = 0; i < TIMES; i++) {
      byte[] bytes = Arrays.copyOf(good, good.length);
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        // Most of what matters is at the beginning.
        int where = random.nextInt(random.nextBoolean() ? 100 : bytes.length);
        bytes[where] = (byte) random.nextInt();
      }
      passed += attempt(cleaning, bytes, type) ? 1 : 0;
    }
    assertThat(passed).isBetween(TIMES / 20, TIMES);
    assertThat(folder).isDirectoryNotContaining("glob:**/[!p]*");
  }

  private static boolean attempt(Cleaning cleaning, byte[] bytes, String type) throws IOException {
    boolean previewed = true;
    try {
      cleaning.preview(bytes, type);
    } catch (BrokenImageException | TooManyPixelsException e) {
      previewed = false;
    }
    try {
      Cleaning.Result once = cleaning.clean(bytes, type);
      Cleaning.Result twice = cleaning.clean(once.bytes(), once.said().type());
      assertThat(twice.bytes()).isEqualTo(once.bytes());
      assertThat(twice.said()).isEqualTo(once.said());
      return previewed;
    } catch (BrokenImageException | TooManyPixelsException e) {
      return false;
    }
  }
}
