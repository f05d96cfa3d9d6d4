package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the list of conversations says, and how it is put in order.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SidebarIT {
  private static final Pattern WITH_BADGE = Pattern.compile("\\d unread");

  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Sidebar list;

  SidebarIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    list = atAdas.sidebar();
  }

  @Test
  void itTellsWhatWasSaidLastAndHowMuchIsUnreadAndWhoIsMeant() {
    String id = ada.group("News", grace);
    grace.says(id, "First news");
    grace.says(id, "For you, @" + ada.username());

    assertThat(list.row("News")).containsText("Grace: For you, @" + ada.username());
    assertThat(list.row("News")).containsText("2 unread");
    assertThat(list.row("News")).containsText("1 mention");
    assertThat(atAdas.page()).hasTitle(Pattern.compile("^\\(\\d+\\) "));
    atAdas.open("News");
    assertThat(list.row("News")).not().containsText(WITH_BADGE);
    atAdas.begin();
  }

  @Test
  void itTellsWhoIsTypingAndWhoIsThere(Site site) {
    String id = ada.direct(grace);
    grace.says(id, "Wait a moment");
    assertThat(list.row("Grace")).containsText("Wait a moment");
    Visitor atGraces = site.inside(grace, Screen.DARK);
    Talk graces = atGraces.open("Ada");
    assertThat(list.row("Grace")).containsText("Online");

    graces.composer().pressSequentially("I am");
    assertThat(list.row("Grace")).containsText("Grace is typing…");
    atAdas.open("Grace");
    assertThat(atAdas.talk().head()).containsText("Grace is typing…");
    graces.composer().press("Enter");
    assertThat(list.row("Grace")).containsText("I am");
    assertThat(atAdas.talk().head()).not().containsText("typing");

    atGraces.sidebar().chooseOfMine("Do not disturb");
    assertThat(atAdas.talk().head()).containsText("Do not disturb");
    assertThat(list.row("Grace")).containsText("Do not disturb");
    atAdas.begin();
  }

  @Test
  void whatIsPinnedStandsAboveWhatIsNewer() {
    ada.says(ada.group("Old but dear", grace), "Dust");
    String id = ada.group("Brand new", grace);
    ada.says(id, "Shine");
    assertThat(list.rows().first()).containsText("Brand new");

    list.choose("Old but dear", "Pin to the top");
    assertThat(list.rows().first()).containsText("Old but dear");
    grace.says(id, "More shine");
    assertThat(list.row("Brand new")).containsText("More shine");
    assertThat(list.rows().first()).containsText("Old but dear");
    list.choose("Old but dear", "Unpin");
    assertThat(list.rows().first()).containsText("Brand new");
  }

  @Test
  void whatIsArchivedIsOutOfTheWayAndComesBack() {
    ada.says(ada.group("Attic", grace), "Boxes");
    assertThat(list.row("Attic")).isVisible();

    list.choose("Attic", "Archive");
    assertThat(list.row("Attic")).hasCount(0);
    list.show("Archive");
    list.choose("Attic", "Take out of the archive");
    assertThat(list.row("Attic")).hasCount(0);
    list.show("All");
    assertThat(list.row("Attic")).isVisible();
  }

  @Test
  void itIsFilteredByKindAndByName() {
    String id = ada.group("Fluteplayers", grace);
    grace.says(ada.direct(grace), "Directly");
    grace.says(id, "Unread note");
    assertThat(list.row("Fluteplayers")).containsText("Unread note");

    list.show("People");
    assertThat(list.row("Fluteplayers")).hasCount(0);
    assertThat(list.row("Grace")).isVisible();
    list.show("Groups");
    assertThat(list.row("Grace")).hasCount(0);
    list.show("Unread");
    assertThat(list.row("Fluteplayers")).isVisible();
    atAdas.open("Fluteplayers");
    assertThat(list.row("Fluteplayers")).hasCount(0);
    list.show("All");
    list.find().fill("fLÚTEPL");
    assertThat(list.rows()).hasCount(1);
    list.find().fill("nobody is called so");
    assertThat(list.whole()).containsText("No conversation is called that");
    list.find().fill("");
  }

  @Test
  void whatIsSilencedCountsQuietly(Site site) {
    Member linus = site.member("Linus");
    String id = linus.group("Noise", grace);
    Visitor atLinuses = site.inside(linus, Screen.LIGHT);
    atLinuses.sidebar().choose("Noise", "Silence");
    grace.says(id, "Blah");

    assertThat(atLinuses.sidebar().row("Noise")).containsText("1 unread");
    assertThat(atLinuses.page()).hasTitle("Parley");
    atLinuses.sidebar().choose("Noise", "Stop silencing");
    assertThat(atLinuses.page()).hasTitle("(1) Parley");
  }
}
