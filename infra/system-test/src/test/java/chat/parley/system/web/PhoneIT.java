package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The client in a hand: one thing at a time, and fingers instead of a mouse.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Page page;

  PhoneIT(Site site) {
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
    assertFits();

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back")).tap();
    assertThat(atAdas.sidebar().row("Walk")).containsText("On my way");
    assertThat(talk.composer()).hasCount(0);
    assertFits();
  }

  @Test
  void aPaneLiesOverTheConversation() {
    ada.group("Crowd", grace);
    Talk talk = atAdas.begin().open("Crowd");
    talk.choose("Members");
    Locator pane = talk.pane("Members");
    assertThat(pane.getByText("Grace").first()).isInViewport();
    assertThat(pane.boundingBox().width).isEqualTo(Screen.PHONE.options().viewportSize.get().width);
    assertFits();
    pane.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close").setExact(true))
        .tap();
    assertThat(pane).hasCount(0);
    assertThat(talk.composer()).isInViewport();
  }

  /// Nobody has to scroll sideways.
  private void assertFits() {
    String beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assertThat((Integer) page.evaluate(beyond)).isZero();
  }
}
