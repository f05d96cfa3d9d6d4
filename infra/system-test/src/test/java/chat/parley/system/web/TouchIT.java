package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The client in a hand: on a phone one thing at a time, on a tablet two, and fingers instead of a
/// mouse.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TouchIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Page page;

  TouchIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.PHONE);
    page = atAdas.page();
  }

  @Test
  void listAndConversationTakeTurns() {
    grace.says(grace.group("Walk", ada), "Where are you?");
    Talk talk = atAdas.open("Walk");
    assertThat(atAdas.sidebar().whole()).isHidden();
    assertThat(talk.message("Where are you?").whole()).isInViewport();
    talk.composer().fill("On my way");
    talk.button("Send").tap();
    assertThat(talk.message("On my way").sent()).isVisible();
    assertFits(page);

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back")).tap();
    assertThat(atAdas.sidebar().row("Walk")).containsText("On my way");
    assertThat(talk.composer()).hasCount(0);
    assertFits(page);
  }

  @Test
  void aPaneLiesOverTheConversation() {
    ada.group("Crowd", grace);
    Talk talk = atAdas.begin().open("Crowd");
    talk.choose("Members");
    Locator pane = talk.pane("Members");
    assertThat(pane.getByText("Grace").first()).isInViewport();
    assertThat(pane.boundingBox().width).isEqualTo(Screen.PHONE.options().viewportSize.get().width);
    assertFits(page);
    pane.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close").setExact(true))
        .tap();
    assertThat(pane).hasCount(0);
    assertThat(talk.composer()).isInViewport();
  }

  @Test
  void onATabletTheListStaysBesideTheConversation(Site site) {
    Visitor onATablet = site.inside(ada, Screen.TABLET);
    grace.says(grace.group("Sofa", ada), "Look at this");
    Talk talk = onATablet.open("Sofa");
    assertThat(talk.message("Look at this").whole()).isInViewport();
    assertThat(onATablet.sidebar().whole()).isInViewport();

    talk.button("Members").tap();
    assertThat(talk.pane("Members").getByText("Grace").first()).isInViewport();
    assertThat(onATablet.sidebar().row("Sofa")).isInViewport();
    assertFits(onATablet.page());
  }

  /// Nobody has to scroll sideways.
  private static void assertFits(Page page) {
    String beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assertThat((Integer) page.evaluate(beyond)).isZero();
  }
}
