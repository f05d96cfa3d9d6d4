package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What two people do with messages, and see of each other's.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  MessagesIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.DARK);
  }

  @Test
  void aMessageArrivesAndItsSenderSeesThatItWasRead() {
    ada.group("Arrivals", grace);
    Talk adas = atAdas.open("Arrivals");
    adas.say("Hello there");

    Message sent = adas.message("Hello there");
    assertThat(sent.button("Delivered")).isVisible();
    Talk graces = atGraces.open("Arrivals");
    assertThat(graces.message("Hello there").whole()).isVisible();
    assertThat(sent.button("Read")).isVisible();

    graces.say("Good morning");
    assertThat(adas.message("Good morning").whole()).isVisible();
    assertThat(graces.message("Good morning").button("Read")).isVisible();
  }

  @Test
  void aSenderSeesWhoHasReadAMessageAndWhoHasNot(Site site) {
    Member linus = site.member("Linus");
    ada.group("Readers", grace, linus);
    Talk adas = atAdas.open("Readers");
    adas.say("Who reads this?");
    atGraces.open("Readers");

    adas.message("Who reads this?").button("Read by 1").click();
    Locator readers = atAdas.dialog("Who has read it").getByRole(AriaRole.LISTITEM);
    assertThat(readers.filter(having("Grace"))).containsText("Read ");
    assertThat(readers.filter(having("Linus"))).containsText("Sent");
    atAdas.escape();
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void anEditIsSeenByBothAndWhatWasSaidBeforeIsKept() {
    ada.group("Edits", grace);
    Talk adas = atAdas.open("Edits");
    Talk graces = atGraces.open("Edits");
    adas.say("First words");
    adas.message("First words").choose("Edit");
    assertThat(adas.composer()).hasValue("First words");
    adas.say("Better words");

    assertThat(graces.message("Better words").whole()).isVisible();
    assertThat(graces.text("First words")).hasCount(0);
    graces.message("Better words").button("edited").click();
    assertThat(atGraces.dialog("Earlier versions")).containsText("First words");
    assertThat(atGraces.dialog("Earlier versions")).containsText("Better words");
    atGraces.escape();
  }

  @Test
  void aDeletedMessageIsGoneForBothAndAHiddenOneForOne() {
    ada.group("Deletions", grace);
    Talk adas = atAdas.open("Deletions");
    Talk graces = atGraces.open("Deletions");
    adas.say("A slip of the tongue");
    adas.say("What only Grace keeps");
    assertThat(graces.message("What only Grace keeps").whole()).isVisible();

    adas.message("A slip of the tongue").choose("Delete");
    atAdas.confirm("Delete this message?", "Delete");
    assertThat(graces.message("This message was deleted").whole()).isVisible();
    assertThat(adas.message("This message was deleted").whole()).isVisible();
    assertThat(graces.text("A slip of the tongue")).hasCount(0);

    adas.message("What only Grace keeps").choose("Hide for me");
    assertThat(adas.text("What only Grace keeps")).hasCount(0);
    assertThat(graces.message("What only Grace keeps").whole()).isVisible();
  }

  @Test
  void reactionsArePickedSharedAndTakenBack() {
    ada.group("Reactions", grace);
    Talk adas = atAdas.open("Reactions");
    Talk graces = atGraces.open("Reactions");
    adas.say("It works");

    graces.message("It works").react("👍");
    assertThat(adas.message("It works").reaction("👍", 1)).isVisible();
    adas.message("It works").reaction("👍", 1).click();
    assertThat(graces.message("It works").reaction("👍", 2)).isVisible();
    graces.message("It works").react("rocket ship launch");
    assertThat(adas.message("It works").reaction("🚀", 1)).isVisible();
    graces.message("It works").reaction("🚀", 1).click();
    assertThat(adas.message("It works").reaction("🚀", 1)).hasCount(0);
    assertThat(adas.message("It works").reaction("👍", 2)).isVisible();
  }

  @Test
  void aNameIsOfferedAndWhoIsMeantSeesThatTheyAre() {
    ada.group("Mentions", grace);
    Talk adas = atAdas.open("Mentions");
    adas.composer().pressSequentially("Ask @gra");
    assertThat(atAdas.page().getByRole(AriaRole.OPTION)).containsText("Grace");
    adas.composer().press("Enter");
    assertThat(adas.composer()).hasValue("Ask @" + grace.username() + " ");
    adas.composer().pressSequentially("about it");
    adas.composer().press("Enter");

    assertThat(atGraces.sidebar().row("Mentions")).containsText("1 mention");
    Talk graces = atGraces.open("Mentions");
    assertThat(graces.message("about it").text("@" + grace.username())).isVisible();
    assertThat(atGraces.sidebar().row("Mentions")).not().containsText("1 mention");
  }

  @Test
  void aTextIsMarkedUpAndWhatLooksLikeHtmlStaysText() {
    ada.group("Markup", grace);
    Talk graces = atGraces.open("Markup");
    String html = "<img src=x onerror=\"document.title='caught'\"><b>not bold</b>";
    atAdas.open("Markup").say("**bold** _leaning_ `code` ~~old~~ https://example.org/page " + html);

    Locator text = graces.message("leaning").whole();
    assertThat(text.locator("strong")).hasText("bold");
    assertThat(text.locator("em")).hasText("leaning");
    assertThat(text.locator("code")).hasText("code");
    assertThat(text.locator("s")).hasText("old");
    assertThat(text.getByRole(AriaRole.LINK)).hasAttribute("href", "https://example.org/page");
    assertThat(text).containsText(html);
    assertThat(text.locator("img, b")).hasCount(0);
  }
}
