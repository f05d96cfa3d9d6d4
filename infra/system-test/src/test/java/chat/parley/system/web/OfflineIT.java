package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Somebody without a network, and what becomes of what they write.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  OfflineIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void whatIsWrittenOfflineWaitsAndArrivesOnceAndInOrder() {
    String id = ada.group("Tunnel", grace);
    Talk adas = atAdas.open("Tunnel");
    Talk graces = atGraces.open("Tunnel");
    offline(true);

    assertThat(atAdas.page().getByText("You are offline.")).isVisible();
    List<String> written = List.of("One from the tunnel", "Two from the tunnel");
    written.forEach(adas::say);
    assertThat(adas.message("Two from the tunnel").text("On its way")).hasCount(1);
    grace.says(id, "Are you there?");
    offline(false);

    assertThat(graces.message("Two from the tunnel").whole()).isVisible();
    assertThat(adas.message("Two from the tunnel").button("Read")).isVisible();
    assertThat(adas.message("Are you there?").whole()).isVisible();
    assertThat(atAdas.page().getByText("You are offline.")).hasCount(0);
    assertThat(graces.texts()).containsExactly("Are you there?", written.get(0), written.get(1));
    assertThat(adas.texts()).isEqualTo(graces.texts());
  }

  @Test
  void whatIsWrittenOfflineOutlastsTheWindow() {
    ada.group("Cellar", grace);
    Talk adas = atAdas.open("Cellar");
    Talk graces = atGraces.open("Cellar");
    offline(true);
    adas.say("Written in the cellar");
    assertThat(adas.message("Written in the cellar").text("On its way")).hasCount(1);
    assertThatThrownBy(() -> atAdas.page().reload())
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("ERR_INTERNET_DISCONNECTED");
    offline(false);

    atAdas.begin();
    adas = atAdas.open("Cellar");
    assertThat(adas.message("Written in the cellar").button("Read")).isVisible();
    assertThat(graces.message("Written in the cellar").whole()).hasCount(1);
    graces.say("Got it");
    assertThat(adas.message("Got it").whole()).isVisible();
    assertThat(adas.texts()).containsExactly("Written in the cellar", "Got it");
    assertThat(graces.texts()).isEqualTo(adas.texts());
  }

  private void offline(boolean isOffline) {
    atAdas.expectComplaints(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    atAdas.context().setOffline(isOffline);
  }

  @Test
  void whatIsRefusedSaysWhyAndIsTakenBack() {
    String id = ada.create("channel", "private", "Announcements", grace);
    ada.setRole(id, grace, "admin");
    Talk graces = atGraces.open("Announcements");
    atGraces.expectComplaints(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    atGraces.expectComplaints(complaint -> complaint.contains("status of 403"));
    atGraces.context().setOffline(true);
    graces.say("Hear ye");
    assertThat(graces.message("Hear ye").text("On its way")).hasCount(1);
    ada.setRole(id, grace, "member");
    atGraces.context().setOffline(false);

    assertThat(graces.message("Hear ye").text("You may not do that")).isVisible();
    graces.message("Hear ye").button("Discard").click();
    assertThat(graces.text("Hear ye")).hasCount(0);
    assertThat(graces.text("Only admins write in this channel.")).isVisible();
  }
}
