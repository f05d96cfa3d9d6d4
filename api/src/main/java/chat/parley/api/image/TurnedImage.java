package chat.parley.api.image;

import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A decoded picture as it is seen upright. Nothing is moved: whoever asks for a row of it, as
/// the writers do one by one, gets the pixels from where they are, so a large one is there only
/// once.
final class TurnedImage implements RenderedImage {
  private final ColorModel colours;
  private final Raster raster;

  /// @param opaque leaves out the alpha channel where there is one
  TurnedImage(BufferedImage stored, Orientation orientation, boolean opaque) {
    ColorModel storedColours = stored.getColorModel();
    boolean drops = opaque && storedColours.hasAlpha();
    Raster pixels = stored.getRaster();
    this.colours = drops ? withoutAlpha(storedColours) : storedColours;
    this.raster =
        Raster.createRaster(
            new TurnedSampleModel(
                pixels,
                orientation,
                IntStream.range(0, pixels.getNumBands() - (drops ? 1 : 0)).toArray()),
            pixels.getDataBuffer(),
            null);
  }

  private static ColorModel withoutAlpha(ColorModel colours) {
    return new ComponentColorModel(
        colours.getColorSpace(), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
  }

  @Override
  public @Nullable Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return Image.UndefinedProperty;
  }

  @Override
  public String @Nullable [] getPropertyNames() {
    return null;
  }

  @Override
  public ColorModel getColorModel() {
    return colours;
  }

  @Override
  public SampleModel getSampleModel() {
    return raster.getSampleModel();
  }

  @Override
  public int getWidth() {
    return raster.getWidth();
  }

  @Override
  public int getHeight() {
    return raster.getHeight();
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return 1;
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return raster.getWidth();
  }

  @Override
  public int getTileHeight() {
    return raster.getHeight();
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    return raster;
  }

  @Override
  public Raster getData() {
    return raster;
  }

  @Override
  public Raster getData(Rectangle part) {
    return raster.createChild(part.x, part.y, part.width, part.height, part.x, part.y, null);
  }

  @Override
  public WritableRaster copyData(@Nullable WritableRaster given) {
    WritableRaster copy = given == null ? raster.createCompatibleWritableRaster() : given;
    copy.setRect(raster);
    return copy;
  }
}
