package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Where the links of mails lead: they work once.
@InABrowser
class MailLinksIT {
  private static final String NEW_PASSWORD = "another horse battery";
  private static final String USED_UP = "This link is used up or too old";

  @Test
  void whoForgotTheirPasswordChoosesAnotherOne(Site site) {
    Member ada = site.member("Ada");
    Visitor visitor = site.visitor("Ada", Screen.LIGHT);
    Page page = visitor.page();
    page.navigate("/login");
    visitor.button("Forgot your password?").click();
    page.getByLabel("E-mail").fill(addressOf(ada));
    visitor.button("Send me a link").click();
    assertThat(page.getByText("a mail is on its way")).isVisible();

    String link = linkTo(site, ada, "reset-password");
    choose(visitor, link);
    visitor.fillLogIn(ada.username(), NEW_PASSWORD);
    assertThat(visitor.sidebar().whole()).isVisible();

    Visitor another = site.visitor("Somebody", Screen.LIGHT);
    another.expectComplaints(complaint -> complaint.contains("status of 422"));
    choose(another, link);
    assertThat(another.page().getByText(USED_UP)).isVisible();
  }

  private static void choose(Visitor visitor, String link) {
    visitor.page().navigate(link);
    visitor.page().getByLabel("Password").fill(NEW_PASSWORD);
    visitor.button("Set password").click();
  }

  @Test
  void anAddressIsConfirmed(Site site) {
    Member ada = site.member("Ada");
    String link = linkTo(site, ada, "verify-email");

    Visitor visitor = site.visitor("Ada", Screen.PHONE);
    visitor.page().navigate(link);
    assertThat(heading(visitor, "Your address is confirmed")).isVisible();
    Visitor another = site.visitor("Somebody", Screen.PHONE);
    another.expectComplaints(complaint -> complaint.contains("status of 422"));
    another.page().navigate(link);
    assertThat(heading(another, USED_UP)).isVisible();
  }

  private static Locator heading(Visitor visitor, String words) {
    return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words));
  }

  private static String addressOf(Member member) {
    return member.username() + "@example.org";
  }

  /// Out of the newest mail that has one: instead of being sent, mails are kept for tests.
  private static String linkTo(Site site, Member member, String action) {
    return await().until(() -> findLink(site, member, action), Optional::isPresent).orElseThrow();
  }

  private static Optional<String> findLink(Site site, Member member, String action) {
    JsonNode mails = RestClient.expect(200, site.rest().get("/dev/mail", ""));
    return StreamSupport.stream(mails.get("items").spliterator(), false)
        .filter(mail -> mail.get("to").asText().equals(addressOf(member)))
        .flatMap(mail -> StreamSupport.stream(mail.get("links").spliterator(), false))
        .map(JsonNode::asText)
        .filter(link -> link.contains(action))
        .findFirst();
  }
}
