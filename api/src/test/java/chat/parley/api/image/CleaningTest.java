package chat.parley.api.image;

import static chat.parley.api.image.Pictures.ascii;
import static chat.parley.api.image.Pictures.exif;
import static chat.parley.api.image.Pictures.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is left of a file: the very bytes of the picture.
class CleaningTest {
  private static final String SECRET = "52.5 N 13.4 E, here I live";
  private static final byte[] HIDDEN = ascii(SECRET);
  private static final byte[] EXIF = exif(1, ByteOrder.LITTLE_ENDIAN, SECRET);
  private static final byte[] PROFILE = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

  @TempDir private Path folder;

  private Cleaning cleaning;

  @BeforeEach
  void prepare() {
    cleaning = new Cleaning(folder);
  }

  private byte[] clean(byte[] bytes, String type) throws IOException {
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(SECRET);
    Cleaning.Result result = cleaning.clean(bytes, type);
    assertThat(result.said()).isEqualTo(new Cleaned(type, 96, 64));
    assertThat(folder).isDirectoryNotContaining(each -> !each.endsWith("picture"));
    return result.bytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/png", "image/gif", "image/webp"})
  void whatIsBehindTheEndIsNotCopied(String type) throws IOException {
    byte[] picture = Pictures.of(type);

    for (String also : List.of("", "PK\3\4", "<html><script>", "\0\0\0\u0018ftypmp42")) {
      assertThat(clean(join(picture, ascii(also), HIDDEN), type)).isEqualTo(picture);
    }
  }

  @Test
  void ofAJpegTheSegmentsThatMakeThePictureAreCopied() throws IOException {
    byte[] jpeg = Pictures.of("image/jpeg");
    byte[] profile = Jpeg.profile(PROFILE);
    byte[] adobe = join(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 1});
    byte[] thumbnail = Jpeg.segment(0xE0, join(ascii("JFXX\0\20"), HIDDEN));
    byte[] planted =
        Jpeg.with(
            jpeg,
            Jpeg.segment(0xE1, join(ascii("Exif\0\0"), EXIF)),
            Jpeg.segment(0xE1, join(ascii("http://ns.adobe.com/xap/1.0/\0"), HIDDEN)),
            profile,
            Jpeg.segment(0xE2, join(ascii("MPF\0"), HIDDEN)),
            thumbnail,
            Jpeg.segment(0xED, join(ascii("Photoshop 3.0\0008BIM"), HIDDEN)),
            Jpeg.segment(0xEF, HIDDEN),
            Jpeg.segment(0xFE, HIDDEN),
            HIDDEN,
            Jpeg.segment(0xEE, join(adobe, HIDDEN)));

    assertThat(clean(planted, "image/jpeg"))
        .isEqualTo(Jpeg.with(jpeg, profile, Jpeg.segment(0xEE, adobe)));
  }

  @Test
  void theThumbnailInTheFirstSegmentOfAJpegIsNotCopied() throws IOException {
    byte[] jpeg = Pictures.of("image/jpeg");
    byte[] first = Arrays.copyOfRange(jpeg, 6, 20);
    first[12] = 3;
    first[13] = 3;
    byte[] planted =
        join(
            new byte[] {(byte) 0xFF, (byte) 0xD8},
            Jpeg.segment(0xE0, join(first, HIDDEN)),
            Arrays.copyOfRange(jpeg, 20, jpeg.length));

    assertThat(clean(planted, "image/jpeg")).isEqualTo(jpeg);
  }

  @Test
  void ofAPngTheChunksThatMakeThePictureAreCopied() throws IOException {
    byte[] png = Pictures.of("image/png");
    byte[] profile = Png.chunk("iCCP", join(ascii("icc\0\0"), Png.deflated(PROFILE)));
    byte[] resolution = Png.chunk("pHYs", new byte[9]);
    byte[] planted =
        Png.with(
            png,
            Png.chunk("tEXt", join(ascii("Comment\0"), HIDDEN)),
            Png.chunk("zTXt", join(ascii("Comment\0\0"), HIDDEN)),
            Png.chunk("iTXt", join(ascii("XML:com.adobe.xmp\0\0\0\0\0"), HIDDEN)),
            Png.chunk("iCCP", join(ascii(SECRET + "\0\0"), Png.deflated(PROFILE), HIDDEN)),
            profile,
            Png.chunk("eXIf", EXIF),
            Png.chunk("tIME", HIDDEN),
            Png.chunk("gAMA", HIDDEN),
            resolution,
            Png.chunk("prVt", HIDDEN));

    assertThat(clean(planted, "image/png")).isEqualTo(Png.with(png, profile, resolution));
  }

  @Test
  void ofAGifTheFramesAndHowOftenTheyAreRepeatedAreCopied() throws IOException {
    byte[] gif = Gif.of(Pictures.picture(), Pictures.picture());
    byte[] loop = Gif.extension(0xFF, ascii("NETSCAPE2.0"), new byte[] {1, 7, 0});
    byte[] planted =
        Gif.with(
            gif,
            Gif.extension(0xFE, HIDDEN, HIDDEN),
            Gif.extension(0xFF, ascii("XMP DataXMP"), HIDDEN),
            Gif.extension(0xFF, ascii("NETSCAPE2.0"), new byte[] {1, 7, 0}, HIDDEN),
            Gif.extension(0xFF, ascii("NETSCAPE2.0"), HIDDEN),
            Gif.extension(0x01, new byte[12], HIDDEN),
            Gif.extension(0x77, HIDDEN));

    assertThat(clean(planted, "image/gif")).isEqualTo(Gif.with(gif, loop));
  }

  @Test
  void ofAWebpTheChunksThatMakeThePictureAreCopied() throws IOException {
    byte[] profile = Webp.chunk("ICCP", PROFILE);
    byte[] planted =
        Webp.extended(
            Pictures.picture(),
            0x2C,
            profile,
            Webp.chunk("EXIF", EXIF),
            Webp.chunk("XMP ", HIDDEN),
            Webp.chunk("odd ", join(HIDDEN, new byte[1])));

    assertThat(clean(planted, "image/webp"))
        .isEqualTo(Webp.extended(Pictures.picture(), 0x20, profile));
  }

  @Test
  void animationsStayAnimations() throws IOException {
    byte[] webp = Webp.animated(5, Pictures.picture());
    byte[] planted = Webp.animated(5, Pictures.picture(), Webp.chunk("META", HIDDEN));
    assertThat(clean(planted, "image/webp")).isEqualTo(webp);

    byte[] png = Png.animated(5);
    byte[] text = Png.chunk("tEXt", HIDDEN);
    assertThat(clean(Png.with(png, text), "image/png")).isEqualTo(png);
    byte[] held = Png.chunk("eXIf", exif(6, ByteOrder.BIG_ENDIAN, SECRET));
    assertThat(clean(Png.with(png, held), "image/png")).as("not turned").isEqualTo(png);
  }
}
