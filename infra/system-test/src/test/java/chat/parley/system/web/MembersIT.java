package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who is in a conversation, and what those who may do about the others.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembersIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  MembersIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void peopleAreAddedAndGivenRoles(Site site) {
    Member linus = site.member("Linus");
    ada.group("Crew");
    Talk adas = members("Crew");
    adas.pane("Members").getByRole(AriaRole.BUTTON, named("Add people")).click();
    Locator dialog = atAdas.dialog("Add people");
    for (Member each : new Member[] {grace, linus}) {
      dialog.getByLabel("Find somebody by name").fill(each.username());
      dialog.getByRole(AriaRole.CHECKBOX, named("@" + each.username())).check();
    }
    atAdas.confirm("Add people", "Add people");

    assertThat(atAdas.toast("2 added")).isVisible();
    assertThat(line(adas, "Linus")).isVisible();
    assertThat(adas.head()).containsText("3 members");
    assertThat(line(adas, "Ada")).containsText("Owner");
    Talk graces = atGraces.open("Crew");
    graces.button("Members").click();
    assertThat(line(graces, "Linus")).isVisible();
    assertThat(graces.pane("Members").getByText("Add people")).hasCount(0);

    choose(adas, "Grace", "Make an admin");
    assertThat(line(adas, "Grace")).containsText("Admin");
    assertThat(graces.pane("Members").getByText("Add people")).isVisible();
    choose(adas, "Grace", "Make a member again");
    assertThat(graces.pane("Members").getByText("Add people")).hasCount(0);
  }

  @Test
  void whoIsMutedReadsButDoesNotWrite() {
    ada.group("Library", grace);
    Talk adas = members("Library");
    Talk graces = atGraces.open("Library");

    choose(adas, "Grace", "Mute for an hour");
    assertThat(graces.text("You can read, but not write here until")).isVisible();
    assertThat(graces.composer()).hasCount(0);
    assertThat(line(adas, "Grace")).containsText("Muted");
    adas.say("Psst");
    assertThat(graces.message("Psst").whole()).isVisible();
    choose(adas, "Grace", "Let speak again");
    graces.say("Thank you");
    assertThat(adas.message("Thank you").whole()).isVisible();
  }

  @Test
  void whoIsRemovedIsOutAtOnce() {
    ada.group("Lifeboat", grace);
    Talk adas = members("Lifeboat");
    Talk graces = atGraces.open("Lifeboat");

    atGraces.expectComplaints(complaint -> complaint.contains("status of 404"));
    choose(adas, "Grace", "Remove");
    atAdas.confirm("Remove", "Remove");
    assertThat(atGraces.page().getByText("This conversation is not here, or not yours to see"))
        .isVisible();
    assertThat(graces.composer()).hasCount(0);
    assertThat(atGraces.sidebar().row("Lifeboat")).hasCount(0);
    assertThat(line(adas, "Grace")).hasCount(0);
    assertThat(adas.text("Ada removed Grace")).isVisible();
  }

  @Test
  void whoIsBannedStaysOutUntilLetInAgain() {
    String name = "Club " + ada.username();
    String id = ada.create("group", "public", name, grace);
    Talk adas = members(name);
    atGraces.expectComplaints(complaint -> complaint.contains("status of 40"));
    choose(adas, "Grace", "Ban");
    atAdas.confirm("Ban", "Ban");
    Locator letIn = adas.pane("Members").getByRole(AriaRole.BUTTON, named("Let in again"));
    assertThat(letIn).isVisible();

    atGraces.page().navigate("/c/" + id);
    atGraces.button("Join").click();
    assertThat(atGraces.toast("You can't come back here")).isVisible();
    letIn.click();
    assertThat(letIn).hasCount(0);
    atGraces.button("Join").click();
    atGraces.talk().awaitOpen(name);
    assertThat(line(adas, "Grace")).isVisible();
  }

  @Test
  void whoLeavesIsGoneAndAnOwnerChangesWhatItIsCalled() {
    ada.group("Working title", grace);
    Talk adas = atAdas.open("Working title");
    Talk graces = atGraces.open("Working title");
    adas.choose("Details");
    Locator details = adas.pane("Details");
    details.getByLabel("Name").fill("Final title");
    details.getByLabel("What it is about").fill("Done");
    details.getByRole(AriaRole.BUTTON, named("Save")).click();

    assertThat(graces.heading()).hasText("Final title");
    assertThat(graces.head()).containsText("Done");
    assertThat(graces.text("Ada called it “Final title”")).isVisible();
    graces.button("Members").click();
    graces.pane("Members").getByRole(AriaRole.BUTTON, named("Leave")).click();
    atGraces.expectComplaints(complaint -> complaint.contains("status of 404"));
    atGraces.confirm("Leave", "Leave");
    assertThat(atGraces.toast("You have left")).isVisible();
    assertThat(adas.text("Grace left")).isVisible();
    assertThat(atGraces.sidebar().row("Final title")).hasCount(0);
  }

  private Talk members(String conversation) {
    Talk adas = atAdas.open(conversation);
    adas.button("Members").click();
    return adas;
  }

  private static Locator line(Talk talk, String name) {
    return talk.pane("Members")
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  private void choose(Talk talk, String name, String item) {
    line(talk, name).getByRole(AriaRole.BUTTON, named("Options for " + name)).click();
    atAdas.choose(item);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
