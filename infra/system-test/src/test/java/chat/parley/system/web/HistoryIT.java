package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A conversation that is much longer than what is in the page at a time.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIT {
  private static final int LENGTH = 300;
  private static final int OLD = 100;
  private static final int READ = 200;

  private final Member ada;
  private final Visitor atAdas;
  private final Visitor atGraces;
  private final LocalDate longAgo = LocalDate.now(ZoneOffset.UTC).minusDays(40);

  /// The first hundred were said forty days ago, and Grace has read two hundred.
  HistoryIT(Site site) {
    ada = site.member("Ada");
    Member grace = site.member("Grace");
    String id = ada.group("Long story", grace);
    List<Long> seqs =
        IntStream.rangeClosed(1, LENGTH)
            .mapToObj(i -> ada.says(id, word(i)).get("seq").asLong())
            .toList();
    site.makeOlder(id, seqs.get(OLD - 1), 40);
    grace.reads(id, seqs.get(READ - 1));
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  private static String word(int number) {
    return "Sentence %03d of the story".formatted(number);
  }

  @Test
  void itIsReadFromEndToBeginningAndBackWithoutHolesOrDoubles() {
    Talk adas = atAdas.begin().open("Long story");
    assertThat(adas.message(word(LENGTH)).whole()).isInViewport();

    SortedSet<String> upwards = walk(adas, -400, seen -> seen.contains(word(1)));
    assertThat(upwards).containsExactlyElementsOf(whole());
    assertThat(adas.text("This is the beginning of Long story.")).isVisible();
    SortedSet<String> downwards = walk(adas, 400, seen -> seen.contains(word(LENGTH)));
    assertThat(downwards).containsExactlyElementsOf(whole());
  }

  /// By the wheel, step by step, while it is looked at what is there.
  private SortedSet<String> walk(Talk talk, int step, Predicate<SortedSet<String>> isThrough) {
    SortedSet<String> seen = new TreeSet<>();
    talk.timeline().hover();
    for (int i = 0; !isThrough.test(seen); i++) {
      assertThat(i).as("steps without reaching the end; seen: %s", seen).isLessThan(400);
      List<String> now = talk.texts();
      assertThat(now).isSorted().doesNotHaveDuplicates();
      assertThat(now).containsExactlyElementsOf(between(now.getFirst(), now.getLast()));
      seen.addAll(now);
      atAdas.page().mouse().wheel(0, step);
    }
    return seen;
  }

  private static List<String> whole() {
    return IntStream.rangeClosed(1, LENGTH).mapToObj(HistoryIT::word).toList();
  }

  private static List<String> between(String first, String last) {
    return whole().subList(whole().indexOf(first), whole().indexOf(last) + 1);
  }

  @Test
  void aDayIsGoneToAndTheEndIsOneClickAway() {
    Talk adas = atAdas.open("Long story");
    adas.choose("Go to a day");
    atAdas.dialog("Go to a day").getByLabel("Day").fill(longAgo.plusDays(1).toString());
    atAdas.confirm("Go to a day", "Go there");

    assertThat(adas.message(word(OLD + 1)).whole()).isInViewport();
    assertThat(adas.message(word(LENGTH)).whole()).hasCount(0);
    adas.button("To the newest message").click();
    assertThat(adas.message(word(LENGTH)).whole()).isInViewport();

    adas.choose("Go to a day");
    atAdas.dialog("Go to a day").getByLabel("Day").fill(longAgo.toString());
    atAdas.confirm("Go to a day", "Go there");
    assertThat(adas.message(word(1)).whole()).isInViewport();
  }

  @Test
  void whoComesBackBeginsAtWhatIsUnread() {
    Talk graces = atGraces.open("Long story");

    assertThat(graces.text("New since you were here")).isInViewport();
    assertThat(graces.message(word(READ)).whole()).isInViewport();
    assertThat(graces.message(word(READ + 1)).whole()).isInViewport();
    assertThat(atGraces.sidebar().row("Long story")).containsText("100");
    graces.button("To the newest message").click();
    assertThat(graces.message(word(LENGTH)).whole()).isInViewport();
    assertThat(atGraces.sidebar().row("Long story")).not().containsText("unread");
  }

  @Test
  void aSearchHitAndASourceAreGoneTo() {
    String id = ada.group("Another story");
    IntStream.rangeClosed(1, OLD).forEach(i -> ada.says(id, word(i)));
    Talk adas = atAdas.open("Another story");
    adas.button("Search here").click();
    Locator pane = adas.pane("Search here");
    pane.getByRole(AriaRole.SEARCHBOX).fill("007");
    assertThat(pane.locator("mark")).hasText("007");
    pane.getByRole(AriaRole.LINK).click();
    assertThat(adas.message(word(7)).whole()).isInViewport();

    adas.message(word(7)).press("Reply");
    adas.say("I liked the seventh");
    assertThat(adas.message("I liked the seventh").whole()).isInViewport();
    adas.message("I liked the seventh").link(word(7)).click();
    assertThat(adas.message(word(7)).whole()).isInViewport();
  }
}
