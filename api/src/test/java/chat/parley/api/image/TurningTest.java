package chat.parley.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures of cameras that were held in any way.
class TurningTest {
  @TempDir private Path folder;

  private Cleaning cleaning;

  @BeforeEach
  void prepare() {
    cleaning = new Cleaning(folder);
  }

  static IntStream orientations() {
    return IntStream.rangeClosed(1, 8);
  }

  /// As the specification has it, put together of two moves.
  private static BufferedImage upright(BufferedImage image, int orientation) {
    return switch (orientation) {
      case 2 -> mirrored(image);
      case 3 -> mirrored(flipped(image));
      case 4 -> flipped(image);
      case 5 -> transposed(image);
      case 6 -> mirrored(transposed(image));
      case 7 -> mirrored(flipped(transposed(image)));
      case 8 -> flipped(transposed(image));
      default -> image;
    };
  }

  private static BufferedImage mirrored(BufferedImage image) {
    BufferedImage other =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        other.setRGB(image.getWidth() - 1 - x, y, image.getRGB(x, y));
      }
    }
    return other;
  }

  private static BufferedImage transposed(BufferedImage image) {
    BufferedImage other =
        new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        other.setRGB(y, x, image.getRGB(x, y));
      }
    }
    return other;
  }

  private static BufferedImage flipped(BufferedImage image) {
    return transposed(mirrored(transposed(image)));
  }

  private static void assertSame(BufferedImage seen, BufferedImage expected) {
    assertAlike(seen, expected, 0, 1, 0);
  }

  /// In the middle of each field, for a JPEG blurs what is between them.
  private static void assertAlike(BufferedImage seen, BufferedImage expected) {
    assertAlike(seen, expected, 8, 16, 16);
  }

  private static void assertAlike(
      BufferedImage seen, BufferedImage expected, int first, int step, int tolerance) {
    assertThat(seen.getWidth()).isEqualTo(expected.getWidth());
    assertThat(seen.getHeight()).isEqualTo(expected.getHeight());
    for (int y = first; y < seen.getHeight(); y += step) {
      for (int x = first; x < seen.getWidth(); x += step) {
        for (int shift = 0; shift < 32; shift += 8) {
          int difference =
              (seen.getRGB(x, y) >>> shift & 0xFF) - (expected.getRGB(x, y) >>> shift & 0xFF);
          assertThat(Math.abs(difference)).as("at %d, %d", x, y).isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }

  private static void assertSaid(Cleaning.Result result, String type) throws IOException {
    BufferedImage image = Pictures.decode(result.bytes());
    assertThat(result.said()).isEqualTo(new Cleaned(type, image.getWidth(), image.getHeight()));
    assertThat(new String(result.bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif", "eXIf", "EXIF");
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void aJpegIsTurned(int orientation) throws IOException {
    byte[] held = Jpeg.held(orientation);
    Cleaning.Result result = cleaning.clean(held, "image/jpeg");

    assertSaid(result, "image/jpeg");
    BufferedImage expected = upright(Pictures.decode(held), orientation);
    assertAlike(Pictures.decode(result.bytes()), expected);
    Preview preview = cleaning.preview(held, "image/jpeg");
    assertAlike(Pictures.decode(preview.content()), expected);
    assertThat(folder).isDirectoryNotContaining(each -> !each.endsWith("picture"));
  }

  @Test
  void aJpegOfManyPassesIsTurnedAsItIsAfterTheLast() throws IOException {
    byte[] exif = Pictures.join(Pictures.ascii("Exif\0\0"), Pictures.exif(6));
    byte[] held = Jpeg.with(Jpeg.progressive(), Jpeg.segment(0xE1, exif));
    BufferedImage expected = upright(Pictures.decode(held), 6);

    Cleaning.Result result = cleaning.clean(held, "image/jpeg");

    assertSaid(result, "image/jpeg");
    assertAlike(Pictures.decode(result.bytes()), expected);
    Preview preview = cleaning.preview(held, "image/jpeg");
    assertAlike(Pictures.decode(preview.content()), expected);
  }

  @Test
  void aJpegForFourInksBecomesOneForAScreen() throws IOException {
    byte[] exif = Pictures.join(Pictures.ascii("Exif\0\0"), Pictures.exif(6));
    byte[] jpeg = Jpeg.printed();
    byte[] held = Pictures.insert(jpeg, 2, Jpeg.segment(0xE1, exif));

    Cleaning.Result result = cleaning.clean(held, "image/jpeg");

    assertSaid(result, "image/jpeg");
    BufferedImage turned = Pictures.decode(result.bytes());
    assertThat(turned.getColorModel().getNumComponents()).isEqualTo(3);
    assertAlike(turned, Pictures.decode(jpeg));
  }

  static Stream<BufferedImage> kinds() {
    return IntStream.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY)
        .mapToObj(type -> Pictures.picture(50, 33, type));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPngOfAnyKindIsTurnedAndLosesNothing(BufferedImage image) throws IOException {
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] held = Png.held(image, orientation);
      Cleaning.Result result = cleaning.clean(held, "image/png");

      assertSaid(result, "image/png");
      BufferedImage decoded = Pictures.decode(result.bytes());
      assertSame(decoded, upright(Pictures.decode(held), orientation));
      assertThat(decoded.getSampleModel().getSampleSize())
          .isEqualTo(image.getSampleModel().getSampleSize());
    }
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void aWebpBecomesAJpegOrPng(int orientation) throws IOException {
    BufferedImage image = Pictures.picture();
    Cleaning.Result result = cleaning.clean(Webp.held(image, orientation), "image/webp");
    assertSaid(result, orientation == 1 ? "image/webp" : "image/jpeg");
    assertAlike(Pictures.decode(result.bytes()), upright(image, orientation));

    BufferedImage transparent = Pictures.picture(96, 64, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(3, 4, 0);
    result = cleaning.clean(Webp.held(transparent, orientation), "image/webp");
    assertSaid(result, orientation == 1 ? "image/webp" : "image/png");
    assertSame(Pictures.decode(result.bytes()), upright(transparent, orientation));
  }

  @Test
  void aWebpThatIsNotToBeReadStaysAsItIs() throws IOException {
    byte[] nothing = Webp.file(Webp.canvas(8, 8, 8), Webp.chunk("VP8L", unreadable()));
    byte[] held =
        Webp.file(
            Webp.canvas(8, 8, 8),
            Webp.chunk("VP8L", unreadable()),
            Webp.chunk("EXIF", Pictures.exif(6)));

    Cleaning.Result result = cleaning.clean(held, "image/webp");

    assertThat(result.said()).isEqualTo(new Cleaned("image/webp", 8, 8));
    assertThat(result.bytes()).isEqualTo(cleaning.clean(nothing, "image/webp").bytes());
  }

  private static byte[] unreadable() {
    return Arrays.copyOf(Webp.pixels(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB)), 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/png"})
  void theColourProfileIsThereStillAndTheNumbersAreTheSame(String type) throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    boolean isPng = type.equals("image/png");
    byte[] part =
        isPng
            ? Png.chunk("iCCP", Pictures.join(Pictures.ascii("icc\0\0"), Png.deflated(profile)))
            : Jpeg.profile(profile);
    byte[] with =
        isPng ? Png.with(Png.held(Pictures.picture(), 6), part) : Jpeg.with(Jpeg.held(6), part);
    byte[] without = isPng ? Png.held(Pictures.picture(), 6) : Jpeg.held(6);

    byte[] cleaned = cleaning.clean(with, type).bytes();

    int at = Pictures.indexOf(cleaned, part);
    assertThat(at).isPositive();
    assertThat(
            Pictures.join(
                Arrays.copyOf(cleaned, at),
                Arrays.copyOfRange(cleaned, at + part.length, cleaned.length)))
        .isEqualTo(cleaning.clean(without, type).bytes());
  }
}
