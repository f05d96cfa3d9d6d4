package chat.parley.system.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// The list of conversations.
final class Sidebar {
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
    return rows()
        .filter(new Locator.FilterOptions().setHasText(name))
        .getByRole(AriaRole.LINK)
        .first();
  }

  void show(String filter) {
    list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(filter).setExact(true))
        .click();
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
    list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Options for " + name))
        .click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true))
        .click();
  }

  /// From the menu of who is logged in.
  void chooseOfMine(String item) {
    list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Status and settings"))
        .click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true))
        .click();
  }
}
