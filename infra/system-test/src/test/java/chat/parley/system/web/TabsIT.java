package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several tabs of one browser, and what it tells of while nobody looks at any of them.
@InABrowser
class TabsIT {
  /// Counts what is told, and looks away: a browser without a head always says it has the focus.
  private static final String NOTED =
      """
      window.told = [];
      window.Notification = class {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title, { body }) { window.told.push(title + ': ' + body); }
        close() {}
      };
      Document.prototype.hasFocus = () => false;
      """;

  private static final Pattern UNREAD = Pattern.compile("unread");

  @Test
  void whatIsSentInOneIsInTheOtherAndWhatIsReadInOneIsReadInBoth(Site site) {
    Member ada = site.member("Ada");
    Member grace = site.member("Grace");
    String id = ada.group("Two windows", grace);
    Visitor atAdas = site.inside(ada, Screen.LIGHT);
    Talk first = atAdas.open("Two windows");
    Page secondTab = atAdas.context().newPage();
    secondTab.navigate("/c/" + id);
    Talk second = Talk.in(secondTab).awaitOpen("Two windows");
    first.say("From the first");
    assertThat(second.message("From the first").sent()).isVisible();
    second.say("From the second");
    assertThat(first.message("From the second").sent()).isVisible();
    assertThat(first.messages()).hasCount(2);
    assertThat(second.texts()).isEqualTo(first.texts());

    secondTab.navigate("/");
    String other = grace.group("Elsewhere", ada);
    grace.says(other, "Read me");
    Sidebar secondList = new Sidebar(secondTab);
    assertThat(secondList.row("Elsewhere")).containsText("1 unread");
    atAdas.open("Elsewhere");
    assertThat(secondList.row("Elsewhere")).not().containsText(UNREAD);
  }

  @Test
  void whoLogsOutInOneIsOutInBoth(Site site) {
    Member ada = site.member("Ada");
    Visitor atAdas = site.inside(ada, Screen.LIGHT);
    Page secondTab = atAdas.context().newPage();
    secondTab.navigate("/");
    assertThat(new Sidebar(secondTab).whole()).isVisible();

    atAdas.sidebar().chooseOfMine("Log out");
    assertThat(atAdas.button("Log in")).isVisible();
    assertThat(secondTab.getByRole(AriaRole.BUTTON, named("Log in"))).isVisible();
  }

  @Test
  void ofAMessageThatNobodySeesOneNotificationTellsWhereItIsWanted(Site site) {
    Member ada = site.member("Ada");
    Member grace = site.member("Grace");
    String loud = ada.group("Loud", grace);
    String quiet = ada.group("Quiet", grace);
    Visitor atAdas = site.inside(ada, Screen.LIGHT);
    atAdas.context().addInitScript(NOTED);
    atAdas.page().navigate("/settings/appearance");
    atAdas.page().getByRole(AriaRole.SWITCH, named("Notifications")).check();
    atAdas.begin();
    atAdas.sidebar().choose("Quiet", "Silence");
    Page secondTab = atAdas.context().newPage();
    secondTab.navigate("/");
    assertThat(new Sidebar(secondTab).row("Loud")).isVisible();

    grace.says(quiet, "Not worth a sound");
    grace.says(loud, "**Listen**");
    grace.says(loud, "And this");
    assertThat(new Sidebar(secondTab).row("Loud")).containsText("2 unread");
    assertThat(atAdas.sidebar().row("Loud")).containsText("2 unread");
    assertThat(atAdas.page()).hasTitle("(1) Parley");
    Page[] tabs = {atAdas.page(), secondTab};
    for (Page tab : tabs) {
      tab.waitForFunction("navigator.locks.query().then(({ pending }) => pending.length === 0)");
    }
    assertThat(told(tabs)).containsExactlyInAnyOrder("Grace: Listen", "Grace: And this");
  }

  private static List<Object> told(Page... tabs) {
    return Stream.of(tabs)
        .flatMap(tab -> ((List<?>) tab.evaluate("window.told")).stream())
        .<Object>map(each -> each)
        .toList();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
