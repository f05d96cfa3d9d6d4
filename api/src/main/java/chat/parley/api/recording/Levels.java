package chat.parley.api.recording;

import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How loud a recording is from its beginning to its end, in bounded memory and without knowing
/// its length before: it begins with short bins, and whenever there are too many, two become
/// one.
final class Levels {
  static final int COUNT = 64;

  /// A power of two, and many for each level, so that a level takes in little of its neighbours.
  private static final int BINS = COUNT * 64;

  /// Of full scale: what is no louder than this at its loudest counts as silence (-54 dB).
  private static final double SILENCE = 0.002;

  private final double[] squares = new double[BINS];
  private long framesOfBin = 16;
  private int bin;
  private long framesInBin;
  private long frames;

  /// @param square of the frame's amplitude, where 1 is full scale
  void add(double square) {
    if (framesInBin == framesOfBin) {
      nextBin();
    }
    squares[bin] += square;
    framesInBin++;
    frames++;
  }

  /// Frames of 16 bits for each channel.
  void add(ShortBuffer samples, int channels) {
    while (samples.remaining() >= channels) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        double sample = samples.get() / 32768.0;
        sum += sample * sample;
      }
      add(sum / channels);
    }
  }

  /// How many have been added.
  long frames() {
    return frames;
  }

  private void nextBin() {
    bin++;
    framesInBin = 0;
    if (bin == BINS) {
      bin = BINS / 2;
      for (int i = 0; i < bin; i++) {
        squares[i] = squares[2 * i] + squares[2 * i + 1];
      }
      Arrays.fill(squares, bin, BINS, 0);
      framesOfBin *= 2;
    }
  }

  /// Of one who has added nothing: silence.
  List<Integer> waveform() {
    double[] levels = new double[COUNT];
    double loudest = SILENCE;
    double bins = bin + (double) framesInBin / framesOfBin;
    for (int i = 0; i < COUNT; i++) {
      levels[i] = level(bins * i / COUNT, bins * (i + 1) / COUNT);
      loudest = Math.max(loudest, levels[i]);
    }
    boolean silent = loudest <= SILENCE;
    List<Integer> waveform = new ArrayList<>(COUNT);
    for (double level : levels) {
      waveform.add(silent ? 0 : (int) Math.round(100 * level / loudest));
    }
    return waveform;
  }

  private double level(double from, double to) {
    int first = Math.min((int) from, BINS - 1);
    int last = Math.min(Math.max(first + 1, (int) to), BINS);
    double sum = 0;
    long count = 0;
    for (int i = first; i < last; i++) {
      sum += squares[i];
      count += i == bin ? framesInBin : framesOfBin;
    }
    return count == 0 ? 0 : Math.sqrt(sum / count);
  }
}
