package chat.parley.api.image;

import java.awt.image.BufferedImage;

/// A picture in 28 characters, as a client paints it until the picture is there
/// (https://github.com/woltapp/blurhash/blob/master/Algorithm.md): its mean colour, and how
/// strong a few cosine waves of the three colours are in it.
final class BlurHash {
  private static final int ACROSS = 4;
  private static final int DOWN = 3;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
  private static final double STEPS_OF_STRONGEST = 166;
  private static final double[] LINEAR = new double[256];

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double value = i / 255.0;
      LINEAR[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
  }

  private BlurHash() {}

  /// @param picture a small one; what is transparent in it is white
  static String of(BufferedImage picture) {
    double[][] waves = waves(picture);
    double strongest = 0;
    for (int i = 1; i < waves.length; i++) {
      for (double each : waves[i]) {
        strongest = Math.max(strongest, Math.abs(each));
      }
    }
    int step = (int) Math.max(0, Math.min(82, Math.floor(strongest * STEPS_OF_STRONGEST - 0.5)));
    StringBuilder text = new StringBuilder();
    append(text, ACROSS - 1 + (DOWN - 1) * 9, 1);
    append(text, step, 1);
    append(text, mean(waves[0]), 4);
    for (int i = 1; i < waves.length; i++) {
      append(text, wave(waves[i], (step + 1) / STEPS_OF_STRONGEST), 2);
    }
    return text.toString();
  }

  /// How strong each of them is in red, green and blue.
  private static double[][] waves(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    double[][] across = cosines(ACROSS, width);
    double[][] down = cosines(DOWN, height);
    double[][] waves = new double[ACROSS * DOWN][3];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int i = 0; i < ACROSS; i++) {
        double[] sum = sum(row, across[i]);
        for (int j = 0; j < DOWN; j++) {
          for (int colour = 0; colour < 3; colour++) {
            waves[j * ACROSS + i][colour] += sum[colour] * down[j][y];
          }
        }
      }
    }
    for (int i = 0; i < waves.length; i++) {
      for (int colour = 0; colour < 3; colour++) {
        waves[i][colour] *= (i == 0 ? 1.0 : 2.0) / ((double) width * height);
      }
    }
    return waves;
  }

  private static double[][] cosines(int count, int length) {
    double[][] cosines = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int at = 0; at < length; at++) {
        cosines[i][at] = Math.cos(Math.PI * i * at / length);
      }
    }
    return cosines;
  }

  private static double[] sum(int[] row, double[] cosines) {
    double[] sum = new double[3];
    for (int x = 0; x < row.length; x++) {
      int alpha = row[x] >>> 24;
      for (int colour = 0; colour < 3; colour++) {
        int value = row[x] >>> (16 - 8 * colour) & 0xFF;
        sum[colour] += LINEAR[(value * alpha + 255 * (255 - alpha)) / 255] * cosines[x];
      }
    }
    return sum;
  }

  private static int mean(double[] wave) {
    int colour = 0;
    for (double each : wave) {
      double value = Math.max(0, Math.min(1, each));
      double encoded =
          value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
      colour = colour << 8 | (int) (encoded * 255 + 0.5);
    }
    return colour;
  }

  private static int wave(double[] wave, double strongest) {
    int three = 0;
    for (double each : wave) {
      double part = each / strongest;
      double root = Math.copySign(Math.sqrt(Math.abs(part)), part);
      three = three * 19 + (int) Math.max(0, Math.min(18, Math.floor(root * 9 + 9.5)));
    }
    return three;
  }

  private static void append(StringBuilder text, int value, int digits) {
    int divisor = 1;
    for (int i = 1; i < digits; i++) {
      divisor *= DIGITS.length();
    }
    for (; divisor > 0; divisor /= DIGITS.length()) {
      text.append(DIGITS.charAt(value / divisor % DIGITS.length()));
    }
  }
}
