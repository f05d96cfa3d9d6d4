package chat.parley.api.image;

import static chat.parley.api.image.Pictures.ascii;
import static chat.parley.api.image.Pictures.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that somebody made in order to do harm, and some that look as if.
class HostileTest {
  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final String GIF = "image/gif";
  private static final String WEBP = "image/webp";

  private static final int GIBIBYTE = 1 << 30;

  @TempDir private Path folder;

  enum Outcome {
    GOOD,
    BROKEN,
    TOO_MANY
  }

  private static Outcome outcome(Deed deed) throws IOException {
    try {
      deed.run();
      return Outcome.GOOD;
    } catch (BrokenImageException e) {
      return Outcome.BROKEN;
    } catch (TooManyPixelsException e) {
      return Outcome.TOO_MANY;
    }
  }

  private interface Deed {
    void run() throws IOException;
  }

  static Stream<Arguments> lies() {
    BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    byte[] webp = Webp.simple(Pictures.picture());
    return Stream.of(
        lie("a JPEG of 50,000 x 50,000", JPEG, Jpeg.sized(50_000, 50_000), Outcome.TOO_MANY),
        lie("a PNG of 50,000 x 50,000", PNG, Png.sized(50_000, 50_000), Outcome.TOO_MANY),
        lie("a PNG of 2^31 x 2^31", PNG, Png.sized(-1, -1), Outcome.BROKEN),
        lie("a PNG of 2^31 - 1 squared", PNG, Png.sized(~0 >>> 1, ~0 >>> 1), Outcome.TOO_MANY),
        lie("a GIF of 50,000 x 50,000", GIF, gif(50_000, 50_000), Outcome.TOO_MANY),
        lie("a WebP of 50,000 x 50,000", WEBP, canvas(50_000), Outcome.TOO_MANY),
        lie("a WebP whose parts disagree", WEBP, canvas(16), Outcome.BROKEN),
        lie("no pixels", JPEG, Jpeg.sized(0, 8), Outcome.BROKEN),
        lie("1,000 scans", JPEG, Jpeg.scanned(1000), Outcome.BROKEN),
        lie("1,001 frames of 2,000 x 1,000", GIF, frames(1001), Outcome.TOO_MANY),
        lie("a RIFF longer than the file", WEBP, put(webp, 4, webp.length), Outcome.BROKEN),
        lie("a RIFF shorter than its chunk", WEBP, put(webp, 4, 40), Outcome.BROKEN),
        lie("a RIFF of 4 GiB", WEBP, put(webp, 4, -1), Outcome.BROKEN),
        lie("a WebP chunk of 2 GiB", WEBP, put(webp, 16, ~0 >>> 1), Outcome.BROKEN),
        lie("a WebP chunk of less than nothing", WEBP, put(webp, 16, -9), Outcome.BROKEN),
        lie("a PNG chunk of 2 GiB", PNG, chunk(~0 >>> 1), Outcome.BROKEN),
        lie("a PNG chunk of less than nothing", PNG, chunk(-9), Outcome.BROKEN),
        lie("a critical PNG chunk of none", PNG, critical(), Outcome.BROKEN),
        lie("a JPEG in a PNG's name", PNG, Pictures.of(JPEG), Outcome.BROKEN),
        lie("a page that begins as a GIF", GIF, ascii("GIF89a\1\0\1\0<html>"), Outcome.BROKEN),
        lie("no bytes", JPEG, new byte[0], Outcome.BROKEN),
        lie("no bytes", PNG, new byte[0], Outcome.BROKEN),
        lie("no bytes", GIF, new byte[0], Outcome.BROKEN),
        lie("no bytes", WEBP, new byte[0], Outcome.BROKEN),
        lie("zeros", WEBP, new byte[4096], Outcome.BROKEN),
        lie("a dot with a ZIP", PNG, join(Pictures.encode(dot, "png"), zip()), Outcome.GOOD),
        lie("a dot with a page", GIF, join(Gif.of(dot), ascii("<script>")), Outcome.GOOD),
        lie("a dot with a film", JPEG, join(Pictures.encode(dot, "jpeg"), film()), Outcome.GOOD),
        lie("endless extensions", GIF, extensions(), Outcome.GOOD),
        lie("extensions without an end", GIF, unended(), Outcome.BROKEN),
        lie("a text of 1 GiB", PNG, text("zTXt"), Outcome.GOOD),
        lie("a profile of 1 GiB", PNG, text("iCCP"), Outcome.GOOD),
        lie("an orientation of none", PNG, Png.held(dot, 77), Outcome.GOOD),
        lie("Exif that leads nowhere", JPEG, exif(new byte[] {'M', 'M', 0, 42}), Outcome.GOOD),
        lie("Exif in a circle", JPEG, exif(new byte[65_000]), Outcome.GOOD));
  }

  private static Arguments lie(String name, String type, byte[] bytes, Outcome outcome) {
    return Arguments.of(name, type, bytes, outcome);
  }

  private static byte[] gif(int width, int height) {
    return Gif.sized(Pictures.of(GIF), width, height);
  }

  private static byte[] canvas(int side) {
    byte[] pixels = Webp.chunk("VP8L", Webp.pixels(Pictures.picture()));
    return Webp.file(Webp.canvas(side, side, 0), pixels);
  }

  private static byte[] frames(int count) {
    BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    BufferedImage[] all = Collections.nCopies(count, dot).toArray(BufferedImage[]::new);
    return Gif.sized(Gif.of(all), 2000, 1000);
  }

  private static byte[] put(byte[] bytes, int at, int value) {
    byte[] other = Arrays.copyOf(bytes, bytes.length);
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return other;
  }

  private static byte[] chunk(int length) {
    byte[] chunk = Png.chunk("tEXt", new byte[20]);
    ByteBuffer.wrap(chunk).putInt(0, length);
    return Png.with(Pictures.of(PNG), chunk);
  }

  private static byte[] critical() {
    return Png.with(Pictures.of(PNG), Png.chunk("CgBI", new byte[4]));
  }

  private static byte[] zip() {
    return ascii("PK\3\4");
  }

  private static byte[] film() {
    return ascii("\0\0\0\u0018ftypmp42");
  }

  private static byte[] extensions() {
    byte[][] all = new byte[20_000][];
    Arrays.fill(all, Gif.extension(0xFE, new byte[255]));
    return Gif.with(Pictures.of(GIF), all);
  }

  private static byte[] unended() {
    byte[] gif = extensions();
    return Arrays.copyOf(gif, 2_000_000);
  }

  private static byte[] text(String type) {
    byte[] deflated = join(ascii("name\0\0"), Png.deflated(GIBIBYTE));
    return Png.with(Pictures.of(PNG), Png.chunk(type, deflated));
  }

  private static byte[] exif(byte[] content) {
    byte[] segment = Jpeg.segment(0xE1, join(ascii("Exif\0\0"), content));
    return Jpeg.with(Pictures.of(JPEG), segment);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void eachGetsWhatItDeserves(String name, String type, byte[] bytes, Outcome expected)
      throws IOException {
    Cleaning cleaning = new Cleaning(folder);

    assertThat(outcome(() -> cleaning.preview(bytes, type))).isEqualTo(expected);
    assertThat(
            outcome(
                () ->
                    assertThat(cleaning.clean(bytes, type).bytes())
                        .hasSizeLessThan(Math.min(bytes.length, 10_000))))
        .isEqualTo(expected);
    assertThat(folder).as("nothing is left").isDirectoryNotContaining("glob:**/[!p]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {JPEG, PNG, GIF, WEBP})
  void aPartIsNotThePicture(String type) throws IOException {
    Cleaning cleaning = new Cleaning(folder);
    byte[] whole = Pictures.of(type);

    for (int i = 0; i < 16; i++) {
      byte[] part = Arrays.copyOf(whole, whole.length * i / 16);
      assertThat(outcome(() -> cleaning.clean(part, type))).isEqualTo(Outcome.BROKEN);
      assertThat(outcome(() -> cleaning.preview(part, type))).isEqualTo(Outcome.BROKEN);
    }
  }

  @Test
  void whatTakesTwiceTheMemoryMayHaveHalfThePixelsToBeTurned() throws IOException {
    byte[] held = Png.held(Pictures.picture(40, 30, BufferedImage.TYPE_USHORT_GRAY), 6);

    assertThat(outcome(() -> limited(2400).clean(held, PNG))).isEqualTo(Outcome.GOOD);
    assertThat(outcome(() -> limited(2399).clean(held, PNG))).isEqualTo(Outcome.TOO_MANY);
    assertThat(outcome(() -> limited(1200).preview(held, PNG))).isEqualTo(Outcome.GOOD);
    assertThat(outcome(() -> limited(1199).preview(held, PNG))).isEqualTo(Outcome.TOO_MANY);
  }

  private Cleaning limited(int pixels) {
    return new Cleaning(folder, new ImageSettings(pixels, pixels, 1, 1));
  }

  @Test
  void aPictureOfSixteenPixelsDoesNotTakeHundredsOfMegabytes() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] webp = Webp.file(Webp.chunk("VP8L", Webp.tables()));
    Cleaning cleaning = new Cleaning(folder);
    assertThat(webp).hasSizeLessThan(200_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(outcome(() -> cleaning.preview(webp, WEBP))).isEqualTo(Outcome.BROKEN);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isBetween(60_000_000L, 100_000_000L);
  }

  static Stream<Arguments> oddities() throws IOException {
    return Stream.of(
        lie("for four inks", JPEG, Jpeg.printed(), Outcome.GOOD),
        lie("progressive", JPEG, Jpeg.progressive(), Outcome.GOOD),
        kind("of 16 bits", BufferedImage.TYPE_USHORT_GRAY),
        kind("indexed", BufferedImage.TYPE_BYTE_INDEXED),
        kind("of two colours", BufferedImage.TYPE_BYTE_BINARY),
        kind("grey", BufferedImage.TYPE_BYTE_GRAY),
        kind("transparent", BufferedImage.TYPE_4BYTE_ABGR));
  }

  private static Arguments kind(String name, int type) {
    return lie(name, PNG, Pictures.encode(Pictures.picture(40, 30, type), "png"), Outcome.GOOD);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void whatIsOnlyUnusualIsGood(String name, String type, byte[] bytes, Outcome expected)
      throws IOException {
    Cleaning cleaning = new Cleaning(folder);

    assertThat(outcome(() -> cleaning.preview(bytes, type))).isEqualTo(expected);
    assertThatCode(() -> assertThat(cleaning.clean(bytes, type).bytes()).isEqualTo(bytes))
        .doesNotThrowAnyException();
  }
}
