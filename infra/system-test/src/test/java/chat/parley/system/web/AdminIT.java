package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the administrator of the whole site sees and does.
@InABrowser
class AdminIT {
  @Test
  void whatIsReportedIsDealtWithAndWrittenDown(Site site) {
    Member ada = site.member("Ada");
    Member troll = site.member("Troll");
    String id = troll.says(troll.group("Bridge", ada), "Under the bridge").get("id").asText();
    String reason = "Rude " + ada.username();
    ada.does("POST", "/v1/reports", Map.of("message_id", id, "reason", reason));
    Visitor atAdmins = site.inside(site.admin(), Screen.LIGHT);
    Page page = atAdmins.page();
    atAdmins.sidebar().chooseOfMine("Administration");
    assertThat(main(page).getByText("Messages", exactly())).isVisible();

    open(page, "Reports");
    Locator report =
        main(page)
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText(reason));
    assertThat(report).containsText("Under the bridge");
    report.getByLabel("Note").fill("No more of this");
    report.getByRole(AriaRole.BUTTON, named("Suspend")).click();
    assertThat(report).hasCount(0);
    main(page).getByRole(AriaRole.BUTTON, named("Resolved")).click();
    assertThat(report).containsText("No more of this");

    open(page, "Accounts");
    main(page).getByLabel("Find somebody by name").fill(troll.username());
    Locator account =
        main(page)
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText("@" + troll.username()));
    assertThat(account).containsText("Suspended");
    account.getByRole(AriaRole.BUTTON, named("Restore")).click();
    assertThat(account).not().containsText("Suspended");

    open(page, "Audit");
    Locator entry =
        main(page)
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("user suspended"));
    assertThat(entry.first()).containsText("Troll");
  }

  @Test
  void nobodyElseSeesIt(Site site) {
    Visitor atAdas = site.inside(site.member("Ada"), Screen.LIGHT);
    atAdas.page().navigate("/admin/overview");

    assertThat(atAdas.page().getByText("This is for admins")).isVisible();
  }

  private static void open(Page page, String tab) {
    main(page).getByRole(AriaRole.LINK, named(tab)).click();
  }

  private static Locator main(Page page) {
    return page.getByRole(AriaRole.MAIN);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
