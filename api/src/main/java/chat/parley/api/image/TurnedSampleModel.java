package chat.parley.api.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the pixels of a picture where they are stored; see [TurnedImage]. Only for reading.
final class TurnedSampleModel extends SampleModel {
  private final Raster stored;
  private final Orientation orientation;
  private final int[] bands;

  /// @param bands those of the stored ones that are seen
  TurnedSampleModel(Raster stored, Orientation orientation, int[] bands) {
    super(
        stored.getTransferType(),
        orientation.width(stored.getWidth(), stored.getHeight()),
        orientation.height(stored.getWidth(), stored.getHeight()),
        bands.length);
    this.stored = stored;
    this.orientation = orientation;
    this.bands = bands;
  }

  @Override
  public int getSample(int x, int y, int band, DataBuffer data) {
    return stored.getSample(
        orientation.storedX(x, y, stored.getWidth()),
        orientation.storedY(x, y, stored.getHeight()),
        bands[band]);
  }

  @Override
  public int[] getSampleSize() {
    return Arrays.stream(bands).map(stored.getSampleModel()::getSampleSize).toArray();
  }

  @Override
  public int getSampleSize(int band) {
    return stored.getSampleModel().getSampleSize(bands[band]);
  }

  @Override
  public SampleModel createSubsetSampleModel(int[] chosen) {
    return new TurnedSampleModel(
        stored, orientation, Arrays.stream(chosen).map(each -> bands[each]).toArray());
  }

  @Override
  public SampleModel createCompatibleSampleModel(int width, int height) {
    return stored.getSampleModel().createCompatibleSampleModel(width, height);
  }

  @Override
  public DataBuffer createDataBuffer() {
    return createCompatibleSampleModel(width, height).createDataBuffer();
  }

  @Override
  public int getNumDataElements() {
    return stored.getNumDataElements();
  }

  @Override
  public Object getDataElements(int x, int y, @Nullable Object given, DataBuffer data) {
    return stored.getDataElements(
        orientation.storedX(x, y, stored.getWidth()),
        orientation.storedY(x, y, stored.getHeight()),
        given);
  }

  @Override
  public void setDataElements(int x, int y, Object elements, DataBuffer data) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setSample(int x, int y, int band, int sample, DataBuffer data) {
    throw new UnsupportedOperationException();
  }
}
