package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How conversations begin, and how people come into them.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationsIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  ConversationsIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void aDirectConversationBeginsWithAPerson() {
    Locator dialog = begin("Direct");
    dialog.getByLabel("Find somebody by name").fill(grace.username());
    dialog.getByRole(AriaRole.RADIO, named("@" + grace.username())).check();
    atAdas.confirm("New conversation", "Write");

    Talk adas = atAdas.talk().awaitOpen("Grace");
    adas.say("Just the two of us");
    assertThat(atGraces.sidebar().row("Ada")).containsText("Just the two of us");
    assertThat(adas.head()).containsText("Online");
  }

  @Test
  void aGroupIsThereForEverybodyInIt() {
    Locator dialog = begin("Group");
    dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)).fill("Tea");
    dialog.getByLabel("What it is about").fill("Green and black");
    dialog.getByLabel("Find somebody by name").fill(grace.username());
    dialog.getByRole(AriaRole.CHECKBOX, named("@" + grace.username())).check();
    assertThat(dialog.getByRole(AriaRole.BUTTON, named("Remove Grace"))).isVisible();
    atAdas.confirm("New conversation", "Create");

    assertThat(atAdas.talk().awaitOpen("Tea").head()).containsText("2 members · Green and black");
    atGraces.open("Tea").say("Earl Grey, please");
    assertThat(atAdas.talk().message("Earl Grey, please").whole()).isVisible();
  }

  @Test
  void aPublicChannelIsDiscoveredAndJoinedAndOnlyReadByWhoJoins() {
    String name = "Daily " + ada.username();
    Locator dialog = begin("Channel");
    dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)).fill(name);
    dialog.getByLabel("Anybody may find and join it").check();
    atAdas.confirm("New conversation", "Create");
    atAdas.talk().awaitOpen(name).say("Rain tomorrow");

    atGraces.sidebar().link("Discover").click();
    atGraces.page().getByLabel("Find a group or channel").fill(name);
    Locator card =
        atGraces
            .page()
            .getByRole(AriaRole.MAIN)
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText(name));
    card.getByRole(AriaRole.BUTTON, named("Join")).click();

    Talk graces = atGraces.talk();
    assertThat(graces.message("Rain tomorrow").whole()).isVisible();
    assertThat(graces.text("Only admins write in this channel.")).isVisible();
    assertThat(atAdas.talk().text("Grace joined")).isVisible();
    atAdas.talk().say("And the day after");
    assertThat(graces.message("And the day after").whole()).isVisible();
  }

  @Test
  void anInvitesLinkLetsSomebodyInAndARevokedOneDoesNot() {
    ada.group("Back room");
    Talk adas = atAdas.open("Back room");
    adas.button("Members").click();
    adas.pane("Members").getByRole(AriaRole.BUTTON, named("Invite by link")).click();
    Locator dialog = atAdas.dialog("Invite by link");
    dialog.getByLabel("Uses at most").fill("3");
    atAdas.confirm("Invite by link", "Make a link");
    String link = dialog.locator("code").innerText();

    atGraces.page().navigate(link);
    Locator invited = atGraces.page().getByRole(AriaRole.MAIN);
    assertThat(invited.getByRole(AriaRole.HEADING, named("Back room"))).isVisible();
    invited.getByRole(AriaRole.BUTTON, named("Join")).click();
    assertThat(atGraces.talk().awaitOpen("Back room").head()).containsText("2 members");

    assertThat(dialog).containsText("used 0 of 3");
    dialog.getByRole(AriaRole.BUTTON, named("Revoke")).click();
    assertThat(dialog.locator("code")).hasCount(0);
    atAdas.escape();
    atGraces.expectComplaints(complaint -> complaint.contains("status of 404"));
    atGraces.page().navigate("about:blank");
    atGraces.page().navigate(link);
    assertThat(atGraces.page().getByText("This invite is used up or too old")).isVisible();
    atGraces.begin();
  }

  private Locator begin(String kind) {
    atAdas.sidebar().button("New conversation").first().click();
    Locator dialog = atAdas.dialog("New conversation");
    dialog.getByRole(AriaRole.RADIO, named(kind)).check();
    return dialog;
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
