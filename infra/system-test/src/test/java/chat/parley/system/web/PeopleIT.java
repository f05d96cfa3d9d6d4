package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who people are, and what they are to each other.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  PeopleIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void friendshipIsAskedForGrantedAndEnded() {
    person(atAdas, grace).getByRole(AriaRole.BUTTON, named("Ask for friendship")).click();
    assertThat(atAdas.toast("Grace was asked")).isVisible();
    assertThat(atGraces.toast("Ada would like to be friends")).isVisible();
    atAdas.escape();

    atGraces.page().navigate("/people?show=requests");
    atGraces.button("Accept").click();
    assertThat(main(atGraces).getByText("No requests")).isVisible();
    atGraces.page().navigate("/people");
    assertThat(main(atGraces).getByRole(AriaRole.LISTITEM)).containsText("Ada");
    main(atGraces).getByRole(AriaRole.BUTTON, named("End friendship with Ada")).click();
    assertThat(main(atGraces).getByText("No friends yet")).isVisible();
    atAdas.page().navigate("/people");
    assertThat(main(atAdas).getByText("No friends yet")).isVisible();
  }

  @Test
  void whoIsBlockedCanNotWriteUntilLetAgain(Site site) {
    Member linus = site.member("Linus");
    ada.says(ada.direct(linus), "Good evening");
    person(atAdas, linus).getByRole(AriaRole.BUTTON, named("Block")).click();
    atAdas.confirm("Block", "Block");
    assertThat(atAdas.toast("Linus is blocked")).isVisible();

    Visitor atLinuses = site.inside(linus, Screen.DARK);
    atLinuses.expectComplaints(complaint -> complaint.contains("status of 403"));
    Talk talk = atLinuses.open("Ada");
    talk.say("Why?");
    assertThat(talk.text("One of you has blocked the other")).isVisible();
    atAdas.page().navigate("/people?show=blocked");
    atAdas.button("Unblock").click();
    assertThat(main(atAdas).getByText("You have blocked nobody")).isVisible();
    talk.button("Try again").click();
    assertThat(talk.message("Why?").sent()).isVisible();
  }

  @Test
  void aProfileIsChangedAndOthersSeeIt() {
    ada.group("Mirror", grace);
    Talk graces = atGraces.begin().open("Mirror");
    atAdas.page().navigate("/settings/profile");
    Locator profile = main(atAdas);
    profile.getByLabel("Name that others see").fill("Ada Countess");
    profile.getByLabel("Status text").fill("Counting");
    profile.getByLabel("About you").fill("Mathematics");
    profile.getByRole(AriaRole.BUTTON, named("Save")).click();
    assertThat(atAdas.toast("Saved")).isVisible();
    assertThat(atAdas.sidebar().whole()).containsText("Ada Countess");

    graces.button("Members").click();
    graces.pane("Members").getByText("Ada Countess").click();
    Locator card = atGraces.dialog("Person");
    assertThat(card).containsText("Counting");
    assertThat(card).containsText("Mathematics");
    atGraces.escape();
    profile.getByLabel("Name that others see").fill("Ada");
    profile.getByRole(AriaRole.BUTTON, named("Save")).click();
    assertThat(graces.pane("Members")).not().containsText("Ada Countess");
    atGraces.escape();
  }

  @Test
  void aPictureIsChosenAndTakenAway() {
    atAdas.page().navigate("/settings/profile");
    FileChooser chooser =
        atAdas.page().waitForFileChooser(() -> atAdas.button("Choose a picture").click());
    chooser.setFiles(Pictures.named("me.png"));
    Locator mine = atAdas.sidebar().whole().locator("footer img");
    assertThat(mine).hasAttribute("src", Pattern.compile("size=64"));
    assertThat(mine).not().hasJSProperty("naturalWidth", 0);
    atAdas.button("Remove picture").click();
    assertThat(mine).hasCount(0);
  }

  private static Locator person(Visitor visitor, Member member) {
    visitor.page().navigate("/people");
    main(visitor).getByLabel("Find somebody by name").fill(member.username());
    main(visitor).getByText("@" + member.username()).click();
    return visitor.dialog("Person");
  }

  private static Locator main(Visitor visitor) {
    return visitor.page().getByRole(AriaRole.MAIN);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
