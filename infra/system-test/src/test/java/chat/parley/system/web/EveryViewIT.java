package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// A walk through every view and every overlay, on a desktop in both colours and on a phone: each
/// is looked over by axe, and its picture is in `target/web-pictures`.
@InABrowser
class EveryViewIT {
  private static final Path PICTURES = Path.of("target", "web-pictures");

  private final List<String> violations = new ArrayList<>();

  @Test
  void everyViewOnADesktopIsOpenToEverybody(Site site) {
    walk(site, Screen.LIGHT, List.of(Screen.LIGHT, Screen.DARK));

    assertThat(violations).isEmpty();
  }

  @Test
  void everyViewOnAPhoneIsOpenToEverybody(Site site) {
    walk(site, Screen.PHONE, List.of(Screen.PHONE));

    assertThat(violations).isEmpty();
  }

  private void walk(Site site, Screen screen, List<Screen> looks) {
    Village village = Village.on(site);
    Visitor stranger = site.stranger(screen);
    Visitor admin = site.inside(site.admin(), screen.options().setBypassCSP(true));
    for (String place : List.of("login", "register")) {
      stranger.page().navigate("/" + place);
      stranger.page().getByRole(AriaRole.HEADING).waitFor();
      see(stranger.page(), looks, place);
    }
    Page page = admin.page();
    village.places().forEach((name, path) -> go(page, path, looks, name));
    overlays(admin, village, looks);
  }

  /// Within the page, as a link does.
  private void go(Page page, String path, List<Screen> looks, String name) {
    page.evaluate(
        "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate'));"
            + " }",
        path);
    settle(page);
    see(page, looks, name);
  }

  private void overlays(Visitor admin, Village village, List<Screen> looks) {
    Page page = admin.page();
    go(page, "/c/" + village.group(), looks, "group-again");
    Talk talk = admin.talk();
    for (String[] each : new String[][] {{"palette", "Control+k"}, {"shortcuts", "Control+/"}}) {
      page.keyboard().press(each[1]);
      seeAndLeave(page, looks, each[0]);
    }
    if (looks.contains(Screen.LIGHT)) { // A phone's own keyboard has them.
      talk.button("Emoji").click();
      seeAndLeave(page, looks, "emoji");
    }
    talk.button("More about this conversation").click();
    seeAndLeave(page, looks, "menu");
    talk.choose("Go to a day");
    seeAndLeave(page, looks, "jump-to-date");
    Message mine = talk.message(Village.MINE);
    for (String deed : List.of("Forward", "Who has read it", "Delete")) {
      mine.whole().focus();
      mine.choose(deed);
      seeAndLeave(page, looks, deed.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
    mine.button("edited").click();
    seeAndLeave(page, looks, "edits");
    Message theirs = talk.message(Village.THEIRS);
    theirs.whole().focus();
    theirs.choose("Report");
    seeAndLeave(page, looks, "report");
    mine.whole().locator("button.picture").click();
    seeAndLeave(page, looks, "picture");
    go(page, "/c/" + village.group() + "?pane=members", looks, "members-again");
    for (String deed : List.of("Add people", "Invite by link")) {
      talk.pane("Members").getByText(deed).click();
      seeAndLeave(page, looks, deed.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
    talk.pane("Members").getByText("Grace").first().click();
    seeAndLeave(page, looks, "person");
    go(page, "/", looks, "home-again");
    admin.sidebar().button("New conversation").first().click();
    seeAndLeave(page, looks, "new-conversation");
  }

  private void seeAndLeave(Page page, List<Screen> looks, String view) {
    settle(page);
    see(page, looks, view);
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  /// Nothing is on its way any more.
  private static void settle(Page page) {
    Locator waiting = page.locator(".skeletons, .loading");
    assertThat(waiting).hasCount(0);
  }

  private void see(Page page, List<Screen> looks, String view) {
    for (Screen look : looks) {
      String name = look.name().toLowerCase(Locale.ROOT) + "-" + view;
      ColorScheme scheme = look == Screen.DARK ? ColorScheme.DARK : ColorScheme.LIGHT;
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
      (look == Screen.DARK ? Axe.contrastViolations(page) : Axe.violations(page))
          .forEach(violation -> violations.add(name + ": " + violation));
    }
  }
}
