package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Finding again what was said somewhere.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;

  SearchIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
  }

  @Test
  void wordsAreFoundInEveryConversationAndMarked() {
    ada.says(ada.group("Kitchen", grace), "The marmalade is in the cupboard");
    grace.says(grace.group("Garden", ada), "Who ate all the Marmalade?");
    grace.says(grace.group("Private", grace), "Marmalade nobody else knows of");

    atAdas.sidebar().find().fill("marmalade");
    atAdas.sidebar().link("Search").click();
    Locator found = hits();
    assertThat(found).hasCount(2);
    assertThat(found.locator("mark")).hasText(new String[] {"Marmalade", "marmalade"});
    assertThat(found.filter(having("in Kitchen"))).containsText("is in the cupboard");

    found.filter(having("in Garden")).getByRole(AriaRole.LINK).click();
    assertThat(atAdas.talk().heading()).hasText("Garden");
    assertThat(atAdas.talk().message("Who ate all the Marmalade?").whole()).isInViewport();
    atAdas.sidebar().find().fill("");
  }

  @Test
  void aKindOfMessageIsSoughtAndWhatIsNotThereSaysSo() {
    ada.says(ada.group("Shelf", grace), "Quince jelly");
    atAdas.begin();
    atAdas.sidebar().link("Search").click();
    Locator words = main().getByRole(AriaRole.SEARCHBOX);
    words.fill("\"quince jelly\"");
    assertThat(hits()).hasCount(1);
    main().getByLabel("Kind of message").selectOption("Pictures");
    assertThat(main().getByText("Nothing was found")).isVisible();
    main().getByLabel("Kind of message").selectOption("Texts");
    assertThat(hits()).hasCount(1);
    words.fill("\"jelly quince\"");
    assertThat(main().getByText("Nothing was found")).isVisible();
  }

  @Test
  void whatNamesMeIsListed() {
    grace.says(grace.group("Calls", ada), "@" + ada.username() + " please call back");
    atAdas.sidebar().link("Search").click();
    main()
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Mentions of me"))
        .click();

    assertThat(hits()).hasCount(1);
    assertThat(hits()).containsText("please call back");
  }

  private Locator main() {
    return atAdas.page().getByRole(AriaRole.MAIN);
  }

  private Locator hits() {
    return main().getByRole(AriaRole.LISTITEM);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
