package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/// What is said in a conversation, or in one of its threads, as somebody has it before them.
final class Talk {
  private final Page page;
  private final Locator here;

  private Talk(Page page, Locator here) {
    this.page = page;
    this.here = here;
  }

  static Talk in(Page page) {
    return new Talk(page, region(page, "Conversation"));
  }

  /// The thread that is open beside it.
  Talk thread() {
    return new Talk(page, pane("Thread"));
  }

  /// What is open beside it.
  Locator pane(String title) {
    return region(page, title);
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Talk awaitOpen(String name) {
    assertThat(heading()).hasText(name);
    composer().waitFor();
    return this;
  }

  Locator heading() {
    return here.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(1));
  }

  /// Its upper edge: what it is called, and how it is.
  Locator head() {
    return here.locator("header").first();
  }

  void choose(String item) {
    button("More about this conversation").click();
    Menu.choose(page, item);
  }

  Locator button(String label) {
    return here.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }

  /// Where something is written.
  Locator composer() {
    return here.getByRole(AriaRole.TEXTBOX);
  }

  void say(String text) {
    composer().fill(text);
    composer().press("Enter");
  }

  Locator timeline() {
    return here.getByRole(AriaRole.LOG);
  }

  Locator messages() {
    return here.getByRole(AriaRole.ARTICLE);
  }

  /// What says this itself, not what only quotes it.
  Message message(String text) {
    Locator said =
        page.locator(".text, .gone").filter(new Locator.FilterOptions().setHasText(text));
    return new Message(page, messages().filter(new Locator.FilterOptions().setHas(said)));
  }

  /// The texts of what is in the page now, in their order.
  List<String> texts() {
    return messages().locator(".text").allInnerTexts();
  }

  Locator text(String words) {
    return here.getByText(words);
  }
}
