package chat.parley.system.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// The menu that is open: there is never more than one.
final class Menu {
  private Menu() {}

  static void choose(Page page, String item) {
    page.getByRole(AriaRole.MENU)
        .getByText(item, new Locator.GetByTextOptions().setExact(true))
        .click();
  }
}
