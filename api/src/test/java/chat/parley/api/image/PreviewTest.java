package chat.parley.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The small picture in the place of a large one.
class PreviewTest {
  @TempDir private Path folder;

  private Cleaning cleaning;

  @BeforeEach
  void prepare() {
    cleaning = new Cleaning(folder);
  }

  private static BufferedImage filled(int width, int height, int type, Color colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  @ParameterizedTest
  @CsvSource({
    "2000,1000,320,160",
    "1000,2000,160,320",
    "321,321,320,320",
    "100,50,100,50",
    "1,1,1,1",
    "20000,3,320,1",
    "3,20000,1,320"
  })
  void itsLongestSideIs320PixelsAndNothingIsEnlarged(
      int width, int height, int smallWidth, int smallHeight) throws IOException {
    for (String format : List.of("jpeg", "png", "gif")) {
      BufferedImage image = filled(width, height, BufferedImage.TYPE_INT_RGB, Color.RED);
      Preview preview = cleaning.preview(Pictures.encode(image, format), "image/" + format);

      BufferedImage small = Pictures.decode(preview.content());
      assertThat(preview.type()).isEqualTo("image/jpeg");
      assertThat(List.of(preview.width(), preview.height()))
          .isEqualTo(List.of(small.getWidth(), small.getHeight()))
          .isEqualTo(List.of(smallWidth, smallHeight));
      assertThat(new Color(small.getRGB(0, 0)).getRed()).isGreaterThan(240);
    }
  }

  @Test
  void whatIsTransparentStaysSo() throws IOException {
    BufferedImage image = filled(400, 400, BufferedImage.TYPE_INT_ARGB, Color.BLUE);
    assertThat(cleaning.preview(Pictures.encode(image, "png"), "image/png").type())
        .isEqualTo("image/jpeg");
    for (int x = 0; x < 200; x++) {
      for (int y = 0; y < 400; y++) {
        image.setRGB(x, y, 0);
      }
    }

    Preview preview = cleaning.preview(Pictures.encode(image, "png"), "image/png");

    assertThat(preview.type()).isEqualTo("image/png");
    BufferedImage small = Pictures.decode(preview.content());
    assertThat(small.getRGB(10, 10) >>> 24).isZero();
    assertThat(small.getRGB(300, 10)).isEqualTo(0xFF0000FF);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void greyIsAsLightAsItWas(int type) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, type);
    for (int i = 0; i < 1600; i++) {
      image.setRGB(i % 40, i / 40, 0xFF666666);
    }
    byte[] png = Pictures.encode(image, "png");
    int stored = image.getRaster().getSample(0, 0, 0);

    Preview preview = cleaning.preview(png, "image/png");

    int expected =
        type == BufferedImage.TYPE_USHORT_GRAY
            ? stored >>> 8
            : type == BufferedImage.TYPE_BYTE_INDEXED ? 0x66 : stored;
    assertThat(Pictures.decode(preview.content()).getRGB(20, 20) & 0xFF)
        .isBetween(expected - 3, expected + 3);
  }

  @Test
  void theFirstFrameLiesWhereItLiesInTheWhole() throws IOException {
    byte[] gif = Gif.of(filled(100, 50, BufferedImage.TYPE_INT_RGB, Color.GREEN));
    int frame = Pictures.indexOf(gif, new byte[] {0x2C, 0, 0, 0, 0, 100});
    gif[frame + 1] = 100;
    gif = Gif.sized(gif, 640, 200);

    Preview preview = cleaning.preview(gif, "image/gif");

    BufferedImage small = Pictures.decode(preview.content());
    assertThat(List.of(small.getWidth(), small.getHeight())).isEqualTo(List.of(320, 100));
    assertThat(small.getRGB(75, 12)).isEqualTo(0xFF00FF00);
    assertThat(small.getRGB(25, 12) >>> 24).isZero();
    assertThat(small.getRGB(75, 40) >>> 24).isZero();
  }

  @Test
  void ofAnAnimationTheFirstFrameIsShown() throws IOException {
    BufferedImage red = filled(64, 64, BufferedImage.TYPE_INT_RGB, Color.RED);
    BufferedImage blue = filled(64, 64, BufferedImage.TYPE_INT_RGB, Color.BLUE);

    for (Preview preview :
        List.of(
            cleaning.preview(Gif.of(red, blue), "image/gif"),
            cleaning.preview(Webp.animated(3, red), "image/webp"))) {
      assertThat(new Color(Pictures.decode(preview.content()).getRGB(9, 9)).getRed())
          .isGreaterThan(240);
    }
  }

  @Test
  void colourProfilesAreHeeded() throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    BufferedImage dark = filled(64, 64, BufferedImage.TYPE_INT_RGB, new Color(60, 60, 60));
    byte[] jpeg = Jpeg.with(Pictures.encode(dark, "jpeg"), Jpeg.profile(profile));
    byte[] chunk =
        Png.chunk("iCCP", Pictures.join(Pictures.ascii("icc\0\0"), Png.deflated(profile)));
    byte[] png = Png.with(Pictures.encode(dark, "png"), chunk);

    for (Preview preview :
        List.of(cleaning.preview(jpeg, "image/jpeg"), cleaning.preview(png, "image/png"))) {
      assertThat(Pictures.decode(preview.content()).getRGB(9, 9) & 0xFF)
          .as("60 of 255 in linear light are 134 in sRGB")
          .isBetween(128, 140);
    }
  }

  @Test
  void aProfileThatIsNoneIsPassedOver() throws IOException {
    BufferedImage dark = filled(64, 64, BufferedImage.TYPE_INT_RGB, new Color(60, 60, 60));
    for (byte[] nonsense : List.of(new byte[0], new byte[200], Pictures.ascii("nonsense"))) {
      byte[] chunk =
          Png.chunk("iCCP", Pictures.join(Pictures.ascii("icc\0\0"), Png.deflated(nonsense)));
      byte[] png = Png.with(Pictures.encode(dark, "png"), chunk);

      assertThat(Pictures.decode(cleaning.preview(png, "image/png").content()).getRGB(9, 9) & 0xFF)
          .isBetween(57, 63);
    }
  }
}
