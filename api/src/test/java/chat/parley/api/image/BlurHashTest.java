package chat.parley.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/// Compared with what other encoders make of the same pictures.
class BlurHashTest {
  private static BufferedImage gradient() {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 64, 48, Color.BLUE));
    graphics.fillRect(0, 0, 64, 48);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(5, 30, 20, 10);
    graphics.dispose();
    return image;
  }

  @Test
  void itIsThatOfOtherEncoders() {
    assertThat(BlurHash.of(gradient())).isEqualTo("LrHnN_~IxbjD$anijYt7jYaef6j[");
    assertThat(BlurHash.of(Pictures.picture())).isEqualTo("LhJ[I,pA-pm@nMwdibV@,XcR}Ymw");
  }

  @Test
  void whatIsTransparentIsWhite() {
    BufferedImage nothing = new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB);
    BufferedImage white = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 81; i++) {
      white.setRGB(i % 9, i / 9, 0xFFFFFF);
    }

    assertThat(BlurHash.of(nothing)).isEqualTo(BlurHash.of(white)).startsWith("L").hasSize(28);
  }
}
