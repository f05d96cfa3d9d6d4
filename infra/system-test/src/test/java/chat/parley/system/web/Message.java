package chat.parley.system.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/// A message, and what somebody does with it.
final class Message {
  private final Page page;
  private final Locator here;

  Message(Page page, Locator here) {
    this.page = page;
    this.here = here;
  }

  Locator whole() {
    return here;
  }

  Locator text(String words) {
    return here.getByText(words);
  }

  Locator button(String label) {
    return here.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }

  /// The mark of who sees that their message has left, however far it has come.
  Locator sent() {
    return here.getByRole(
        AriaRole.BUTTON,
        new Locator.GetByRoleOptions().setName(Pattern.compile("^(Sent|Delivered|Read)")));
  }

  Locator link(String words) {
    return here.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words));
  }

  /// One of the actions that come with the mouse.
  void press(String label) {
    here.hover();
    here.getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName("Message").setExact(true))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true))
        .click();
  }

  void choose(String item) {
    press("More about this message");
    Menu.choose(page, item);
  }

  /// @param words by which the emoji is found, or one of the frequent ones itself
  void react(String words) {
    press("React");
    pickEmoji(words);
  }

  private void pickEmoji(String words) {
    page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Emoji"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words).setExact(true))
        .click();
  }

  Locator reaction(String emoji, int count) {
    return button(emoji + ", " + count);
  }
}
