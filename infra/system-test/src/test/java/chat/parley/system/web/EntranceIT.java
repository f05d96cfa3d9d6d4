package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.system.RestClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// How people come in and go out.
@InABrowser
class EntranceIT {
  private static final String NEW_PASSWORD = "another horse battery";

  @Test
  void whoIsNewSignsUpAndStaysInsideOverAReload(Site site) {
    String username = "newcomer-" + Long.toString(System.nanoTime(), 36);
    Visitor visitor = site.visitor("Newcomer", Screen.LIGHT);
    Page page = visitor.page();
    page.navigate("/");
    page.getByRole(AriaRole.LINK, named("Create an account")).click();
    page.getByLabel("Username").fill(username);
    page.getByLabel("Name that others see").fill("Newcomer");
    page.getByLabel("E-mail").fill(username + "@example.org");
    page.getByLabel("Password").fill("password");
    visitor.expectComplaints(complaint -> complaint.contains("status of 422"));
    visitor.button("Create account").click();
    assertThat(page.getByText("At least 8 characters, and not a common password")).isVisible();
    page.getByLabel("Password").fill(RestClient.PASSWORD);
    visitor.button("Create account").click();

    assertThat(visitor.sidebar().whole()).containsText("Newcomer");
    visitor.begin();
  }

  @Test
  void whoHasAnAccountLogsInWithTheRightPasswordAndOutAgain(Site site) {
    Member ada = site.member("Ada");
    ada.group("Behind the door");
    Visitor visitor = site.visitor("Ada", Screen.LIGHT);
    visitor.page().navigate("/login");
    visitor.expectComplaints(complaint -> complaint.contains("status of 401"));
    visitor.fillLogIn(ada.username(), "wrong horse battery");
    assertThat(visitor.page().getByText("Name or password is wrong")).isVisible();
    visitor.fillLogIn(ada.username(), RestClient.PASSWORD);
    assertThat(visitor.sidebar().row("Behind the door")).isVisible();

    visitor.sidebar().chooseOfMine("Log out");
    assertThat(visitor.button("Log in")).isVisible();
    assertThat(visitor.page().getByText("Behind the door")).hasCount(0);
    visitor.page().navigate("/");
    assertThat(visitor.button("Log in")).isVisible();
  }

  @Test
  void aDeviceThatIsRevokedIsThrownOut(Site site) {
    Member ada = site.member("Ada");
    Visitor here = site.inside(ada, Screen.LIGHT);
    Member again = Member.logIn(site.rest(), ada.username(), RestClient.PASSWORD);
    Visitor stolen = site.inside(again, Screen.PHONE);
    stolen.expectComplaints(complaint -> complaint.contains("status of 401"));

    here.page().navigate("/settings/devices");
    Locator devices = here.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.LISTITEM);
    assertThat(devices).hasCount(2);
    devices.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log out")).click();
    assertThat(stolen.page().getByText("Your session has ended.")).isVisible();
    assertThat(devices).hasCount(1);
    assertThat(devices).containsText("This one");
  }

  @Test
  void aNewPasswordLogsOtherDevicesOut(Site site) {
    Member ada = site.member("Ada");
    Visitor here = site.inside(ada, Screen.LIGHT);
    Visitor other =
        site.inside(Member.logIn(site.rest(), ada.username(), RestClient.PASSWORD), Screen.DARK);
    other.expectComplaints(complaint -> complaint.contains("status of 401"));
    here.page().navigate("/settings/security");
    here.page().getByLabel("Current password").first().fill(RestClient.PASSWORD);
    here.page().getByLabel("New password").fill(NEW_PASSWORD);
    here.button("Change").click();

    assertThat(here.toast("Changed. Other devices are logged out.")).isVisible();
    assertThat(other.page().getByText("Your session has ended.")).isVisible();
    other.fillLogIn(ada.username(), NEW_PASSWORD);
    assertThat(other.sidebar().whole()).containsText("Ada");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
