package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.system.RestClient;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// A whole visit without a mouse.
@InABrowser
class KeyboardIT {
  @Test
  void aWholeVisitNeedsNoMouse(Site site) {
    Member ada = site.member("Ada");
    Member grace = site.member("Grace");
    grace.says(grace.group("Keys", ada), "Say hello");
    Visitor atAdas = site.visitor("Ada", Screen.LIGHT);
    Page page = atAdas.page();
    Keyboard keys = page.keyboard();

    page.navigate("/login");
    page.getByLabel("Username or e-mail").focus();
    keys.type(ada.username());
    keys.press("Tab");
    keys.type(RestClient.PASSWORD);
    keys.press("Enter");
    assertThat(atAdas.sidebar().row("Keys")).isVisible();

    keys.press("Control+k");
    assertThat(page.getByRole(AriaRole.COMBOBOX)).isFocused();
    keys.type("keys");
    assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Keys");
    keys.press("Enter");
    Talk talk = atAdas.talk().awaitOpen("Keys");
    talk.composer().focus();
    keys.type("Someting");
    keys.press("Enter");
    assertThat(talk.message("Someting").sent()).isVisible();
    keys.press("ArrowUp");
    assertThat(talk.composer()).hasValue("Someting");
    keys.press("Control+a");
    keys.type("Something");
    keys.press("Enter");
    assertThat(talk.message("Something").button("edited")).isVisible();

    talk.timeline().focus();
    keys.press("ArrowUp");
    assertThat(talk.message("Something").whole()).isFocused();
    keys.press("ArrowUp");
    Message hers = talk.message("Say hello");
    assertThat(hers.whole()).isFocused();
    tabTo(keys, page, "React");
    keys.press("Enter");
    assertThat(page.getByLabel("Find an emoji")).isFocused();
    keys.type("rocket");
    tabTo(keys, page, "rocket ship launch");
    keys.press("Enter");
    assertThat(hers.reaction("🚀", 1)).isVisible();

    hers.whole().focus();
    tabTo(keys, page, "Reply");
    keys.press("Enter");
    assertThat(talk.composer()).isFocused();
    keys.type("Like this?");
    keys.press("Enter");
    assertThat(talk.message("Like this?").link("Say hello")).isVisible();

    hers.whole().focus();
    tabTo(keys, page, "More about this message");
    keys.press("Enter");
    assertThat(page.getByRole(AriaRole.MENU)).isVisible();
    keys.press("Escape");
    assertThat(page.getByRole(AriaRole.MENU)).hasCount(0);
    tabTo(keys, page, "Open thread");
    keys.press("Enter");
    assertThat(talk.pane("Thread")).isVisible();
    keys.press("Escape");
    assertThat(talk.pane("Thread")).hasCount(0);
  }

  /// Forwards, and where that leads past it, backwards.
  private static void tabTo(Keyboard keys, Page page, String label) {
    String focused = "document.activeElement.getAttribute('aria-label')";
    for (String key : new String[] {"Tab", "Shift+Tab"}) {
      for (int i = 0; i < 8 && !label.equals(page.evaluate(focused)); i++) {
        keys.press(key);
      }
    }
    assertThat(page.locator(":focus")).hasAttribute("aria-label", label);
  }
}
