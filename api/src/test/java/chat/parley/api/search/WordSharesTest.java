package chat.parley.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WordSharesTest {
  private static final Offset<Double> ABOUT = within(1e-3);
  private static final WordShares SHARES =
      WordShares.of(
          1_000,
          new String[] {"the", "then", "there", "北京", "京城"},
          new Float[] {0.3f, 0.1f, 0.05f, 0.02f, 0.01f, 0.01f, 0.3f});

  @Test
  void ofAllThatIsSoughtTheRarestSaysHowMuchThereIsAtMost() {
    assertThat(SHARES.most(Query.parse("\"the\""))).isEqualTo(300, ABOUT);
    assertThat(SHARES.most(Query.parse("\"the\" \"then\""))).isEqualTo(100, ABOUT);
    assertThat(SHARES.most(Query.parse("北京城"))).isEqualTo(10, ABOUT);
    assertThat(SHARES.likely(Query.parse("\"the\" \"then\""))).isEqualTo(0.03, ABOUT);
  }

  @Test
  void aBeginningIsInAsManyAsAllThatBeginSo() {
    assertThat(SHARES.most(Query.parse("the"))).isEqualTo(450, ABOUT);
    assertThat(SHARES.most(Query.parse("then"))).isEqualTo(100, ABOUT);
  }

  @Test
  void whatIsNotKnownIsNoMoreCommonThanTheRarestThatIs() {
    assertThat(SHARES.most(Query.parse("xylophone"))).isEqualTo(10, ABOUT);
    assertThat(WordShares.of(1_000, new String[0], new Float[0]).most(Query.parse("any")))
        .isEqualTo(5, ABOUT);
  }
}
