package chat.parley.system.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// The list of conversations.
final class Sidebar {
  /// Its name goes on with who it is, and how they are.
  static final String MINE = "Status and settings";

  private final Page page;
  private final Locator list;

  Sidebar(Page page) {
    this.page = page;
    this.list =
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Conversations"));
  }

  Locator whole() {
    return list;
  }

  Locator rows() {
    return list.getByRole(AriaRole.LISTITEM);
  }

  /// One conversation's line.
  Locator row(String name) {
    Locator menu =
        page.getByRole(AriaRole.BUTTON, exactly("Options for " + name).setIncludeHidden(true));
    return rows().filter(new Locator.FilterOptions().setHas(menu)).getByRole(AriaRole.LINK);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  Locator button(String label) {
    return list.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }

  void show(String filter) {
    button(filter).click();
  }

  /// To another place.
  Locator link(String label) {
    return list.getByRole(
        AriaRole.LINK, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }

  Locator find() {
    return list.getByLabel("Find a conversation");
  }

  /// From the menu of a conversation.
  void choose(String name, String item) {
    row(name).hover();
    button("Options for " + name).click();
    Menu.choose(page, item);
  }

  /// From the menu of who is logged in.
  void chooseOfMine(String item) {
    list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(MINE)).click();
    Menu.choose(page, item);
  }
}
