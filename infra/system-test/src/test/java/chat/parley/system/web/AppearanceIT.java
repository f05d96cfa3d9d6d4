package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

/// Languages, colours, and which side is the first.
@InABrowser
class AppearanceIT {
  @Test
  void languageAndColoursAreChosenAndOutlastAReload(Site site) {
    Visitor atAdas = site.inside(site.member("Ada"), Screen.LIGHT);
    Page page = atAdas.page();
    page.navigate("/settings/appearance");
    page.getByRole(AriaRole.RADIO, named("Deutsch")).check();
    assertThat(page.getByRole(AriaRole.HEADING, named("Einstellungen"))).isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    page.getByRole(AriaRole.RADIO, named("Dunkel")).check();
    String paper = "getComputedStyle(document.querySelector('main')).backgroundColor";
    String dark = (String) page.evaluate(paper);

    page.reload();
    assertThat(page.getByRole(AriaRole.HEADING, named("Einstellungen"))).isVisible();
    assertThat((String) page.evaluate(paper)).isEqualTo(dark);
    page.getByRole(AriaRole.RADIO, named("Hell")).check();
    assertThat((String) page.evaluate(paper)).isNotEqualTo(dark);
  }

  @Test
  void whoReadsFromTheRightHasTheListOnTheRight(Site site) {
    Member ada = site.member("Ada");
    Visitor atAdas = site.inside(ada, Screen.LIGHT);
    String id = ada.group("Mirror");
    ada.says(id, "שלום");
    ada.says(id, "Hello");
    atAdas.page().navigate("/c/" + id + "?dir=rtl");
    Talk talk = atAdas.talk().awaitOpen("Mirror");

    BoundingBox list = atAdas.sidebar().whole().boundingBox();
    BoundingBox said = talk.timeline().boundingBox();
    assertThat(list.x).isGreaterThanOrEqualTo(said.x + said.width);
    assertThat(talk.message("שלום").whole().locator(".text")).hasCSS("direction", "rtl");
    assertThat(talk.message("Hello").whole().locator(".text")).hasCSS("direction", "ltr");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
