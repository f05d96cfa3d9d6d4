package chat.parley.system.figures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// JPEGs of about 1 MB, no two alike: large soft shapes, and the grain of a telephone's camera.
final class Photographs {
  private static final int WIDTH = 2400;
  private static final int HEIGHT = 1800;
  private static final int GRAIN = 25;
  private static final float QUALITY = 0.88f;

  private Photographs() {}

  static List<Path> make(Path folder, int count) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(write(folder.resolve(i + ".jpg"), picture(i)));
    }
    return files;
  }

  private static BufferedImage picture(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double slope = random.nextDouble(0.001, 0.01);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int light = (int) (128 + 90 * Math.sin(x * slope) * Math.cos(y * slope * 1.7));
        int grey = light + random.nextInt(GRAIN) - GRAIN / 2;
        row[x] = grey << 16 | (grey + 10) << 8 | (255 - grey);
      }
      image.setRGB(0, y, WIDTH, 1, row, 0, WIDTH);
    }
    return image;
  }

  private static Path write(Path file, BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return file;
  }
}
