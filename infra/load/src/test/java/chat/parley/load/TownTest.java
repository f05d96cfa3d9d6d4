package chat.parley.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The same seed makes the same town, and it looks like one.
class TownTest {
  private static final Size SIZE = new Size(1, 10_000, 5_000, 7);

  @Test
  void withoutSettingsItIsAMillionMessages() {
    assertThat(Size.from(new Properties())).isEqualTo(new Size(1_000_000, 100_000, 50_000, 1));
    assertThatThrownBy(() -> new Size(0, 10, 10, 1)).hasMessageContaining("at least");
  }

  @Test
  void theSameSeedMakesTheSameCirclesAndTexts() {
    Chance one = chance();
    Chance two = chance();

    assertThat(people(Circles.of(SIZE, one))).isEqualTo(people(Circles.of(SIZE, two)));
    assertThat(Texts.text(Texts.Language.THAI, one))
        .isEqualTo(Texts.text(Texts.Language.THAI, two));
    assertThat(one.id(42)).isEqualTo(two.id(42));
  }

  @Test
  void mostConversationsAreOfTwoAndOneIsLarge() {
    Circles circles = Circles.of(SIZE, chance());

    long ofTwo = IntStream.range(0, circles.count()).filter(circles::isDirect).count();
    assertThat(ofTwo).isBetween(2_500L, 3_000L);
    assertThat(circles.size(0)).isEqualTo(1_000);
    assertThat(IntStream.range(0, circles.count()).map(circles::size)).allMatch(size -> size >= 2);
    for (int i = 0; i < circles.count(); i++) {
      int[] circle =
          IntStream.range(circles.begin(i), circles.begin(i) + circles.size(i))
              .map(circles::person)
              .toArray();
      assertThat(Arrays.stream(circle).distinct()).hasSize(circle.length);
    }
  }

  @Test
  void aLotteryDrawsByWeight() {
    Chance chance = chance();
    Lottery lottery = new Lottery(new double[] {1, 2, 0, 7});
    int[] drawn = new int[4];

    for (int i = 0; i < 10_000; i++) {
      drawn[lottery.draw(chance)]++;
    }

    assertThat(drawn[0]).isBetween(900, 1_100);
    assertThat(drawn[1]).isBetween(1_850, 2_150);
    assertThat(drawn[2]).isZero();
  }

  @Test
  void idsAreUuidsOfTheirTime() {
    UUID id = chance().id(1_700_000_000_000L);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_000L);
  }

  private static Chance chance() {
    return new Chance(new SplittableRandom(SIZE.seed()));
  }

  private static int[] people(Circles circles) {
    return IntStream.range(0, circles.memberships()).map(circles::person).toArray();
  }
}
