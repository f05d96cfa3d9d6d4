package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/// How people come in and go out.
@InABrowser
class EntranceIT {
  @Test
  void whoHasAnAccountLogsIn(Site site) {
    site.rest().register("entrance-ada");
    Visitor ada = site.visitor("entrance-ada", Screen.LIGHT).logIn();

    assertThat(ada.conversations()).containsText("entrance-ada");
  }
}
