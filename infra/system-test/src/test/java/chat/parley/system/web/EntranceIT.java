package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/// How people come in and go out.
@InABrowser
class EntranceIT {
  @Test
  void whoHasAnAccountLogsIn(Site site) {
    Member ada = site.member("Ada");
    Visitor visitor = site.visitor("Ada", Screen.LIGHT).logIn(ada.username());

    assertThat(visitor.sidebar().whole()).containsText("Ada");
  }
}
