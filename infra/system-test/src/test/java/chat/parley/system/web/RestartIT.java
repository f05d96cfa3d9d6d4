package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two who go on talking while what they are connected to dies.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartIT {
  private static final String CUT_OFF = "Reconnecting…";

  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  RestartIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void whilePushIsKilledAndComesBackNothingIsLostDoubledOrOutOfOrder(Site site) {
    ada.group("Earthquake", grace);
    Talk adas = atAdas.open("Earthquake");
    Talk graces = atGraces.open("Earthquake");
    expect("WebSocket connection");
    RunningNode push = site.stack().pushes().getFirst();
    List<String> written = new ArrayList<>();

    written.addAll(bothSay("before", adas, graces));
    push.kill();
    written.addAll(bothSay("while it is gone", adas, graces));
    assertThat(atAdas.page().getByText(CUT_OFF)).isVisible();
    assertThat(atGraces.page().getByText(CUT_OFF)).isVisible();
    push.restart();
    written.addAll(bothSay("while it comes back", adas, graces));
    push.awaitReady();
    written.addAll(bothSay("after", adas, graces));

    // What is still on its way stands last at its writer's, whatever its place will be.
    assertThat(adas.message("Ada 2 after").sent()).isVisible();
    assertThat(graces.message("Grace 2 after").sent()).isVisible();
    assertThat(adas.message("Grace 2 after").whole()).isVisible();
    assertThat(graces.message("Ada 2 after").whole()).isVisible();
    assertThat(atAdas.page().getByText(CUT_OFF)).hasCount(0);
    assertThat(atGraces.page().getByText(CUT_OFF)).hasCount(0);
    assertThat(adas.messages()).hasCount(written.size());
    assertThat(graces.messages()).hasCount(written.size());
    assertThat(adas.texts()).containsExactlyInAnyOrderElementsOf(written);
    assertThat(graces.texts()).isEqualTo(adas.texts());
  }

  /// No more than the page has room for with what it keeps ready above: what is further up is not
  /// in it.
  private static List<String> bothSay(String when, Talk adas, Talk graces) {
    List<String> said = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      said.add("Ada %d %s".formatted(i, when));
      adas.say(said.getLast());
      said.add("Grace %d %s".formatted(i, when));
      graces.say(said.getLast());
    }
    return said;
  }

  @Test
  void whileTheApiIsAwayEverybodySeesItAndAllGoesOnByItself(Site site) {
    ada.says(ada.group("Never opened", grace), "Behind the wall");
    ada.group("Blackout", grace);
    Talk adas = atAdas.open("Blackout");
    Talk graces = atGraces.open("Blackout");
    adas.say("Lights on");
    assertThat(graces.message("Lights on").whole()).isVisible();
    expect("ERR_CONNECTION_REFUSED");
    expect("WebSocket connection");
    expect("status of 503");
    RunningNode api = site.stack().apis().getFirst();

    api.kill();
    adas.say("In the dark");
    assertThat(adas.message("In the dark").text("On its way")).hasCount(1);
    atGraces.sidebar().row("Never opened").click();
    assertThat(atGraces.page().getByText("No answer from Parley.")).isVisible();
    api.restart();
    api.awaitReady();

    assertThat(adas.message("In the dark").sent()).isVisible();
    atGraces.button("Try again").click();
    assertThat(atGraces.talk().message("Behind the wall").whole()).isVisible();
    graces = atGraces.open("Blackout");
    assertThat(graces.message("In the dark").whole()).hasCount(1);
    assertThat(adas.message("In the dark").button("Read")).isVisible();
    assertThat(graces.texts()).containsExactly("Lights on", "In the dark");
  }

  private void expect(String words) {
    atAdas.expectComplaints(complaint -> complaint.contains(words));
    atGraces.expectComplaints(complaint -> complaint.contains(words));
  }
}
