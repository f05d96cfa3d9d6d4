package chat.parley.system.web;

import chat.parley.system.RestClient;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Somebody in front of a browser of their own.
final class Visitor {
  private final String name;
  private final BrowserContext context;
  private final List<String> complaints = new ArrayList<>();
  private final List<Predicate<String>> expected = new ArrayList<>();
  private final Page page;

  Visitor(String name, BrowserContext context) {
    this.name = name;
    this.context = context;
    context.onPage(this::listen);
    context.setDefaultTimeout(Chromium.PATIENCE_MS);
    this.page = context.newPage();
  }

  private void listen(Page opened) {
    opened.onConsoleMessage(this::hear);
    opened.onPageError(complaints::add);
    opened.onCrash(crashed -> complaints.add("the page crashed"));
  }

  private void hear(ConsoleMessage message) {
    if (List.of("error", "warning").contains(message.type())) {
      complaints.add(message.type() + ": " + message.text() + " (" + message.location() + ")");
    }
  }

  String name() {
    return name;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /// What the browser's console says of a network that the test breaks itself, and nothing else;
  /// for this test.
  void expectComplaints(Predicate<String> about) {
    expected.add(about);
  }

  /// What went wrong in any page of theirs: errors and warnings on the console, and exceptions.
  List<String> complaints() {
    List<String> unexpected =
        complaints.stream()
            .filter(complaint -> expected.stream().noneMatch(each -> each.test(complaint)))
            .toList();
    complaints.clear();
    expected.clear();
    return unexpected;
  }

  /// As who they are called.
  Visitor logIn() {
    return logIn(name);
  }

  /// By the form, as people do.
  Visitor logIn(String username) {
    page.navigate("/login");
    return fillLogIn(username, RestClient.PASSWORD).awaitInside();
  }

  Visitor fillLogIn(String username, String password) {
    page.getByLabel("Username or e-mail").fill(username);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
    button("Log in").click();
    return this;
  }

  /// At home, with nothing open.
  Visitor begin() {
    page.navigate("/");
    return awaitInside();
  }

  private Visitor awaitInside() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Sidebar.MINE)).waitFor();
    return this;
  }

  /// The list of conversations.
  Sidebar sidebar() {
    return new Sidebar(page);
  }

  /// Opens what is in the list.
  Talk open(String conversation) {
    sidebar().row(conversation).click();
    return talk().awaitOpen(conversation);
  }

  /// The conversation that is open.
  Talk talk() {
    return Talk.in(page);
  }

  /// What lies over everything.
  Locator dialog(String title) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(title));
  }

  /// Says yes to what is asked.
  void confirm(String title, String yes) {
    dialog(title)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(yes).setExact(true))
        .click();
  }

  /// Leaves what is open, by the keyboard.
  void escape() {
    page.keyboard().press("Escape");
  }

  Locator button(String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  /// Chooses from a menu that is open.
  void choose(String item) {
    Menu.choose(page, item);
  }

  /// The few words at the edge of the page.
  Locator toast(String words) {
    return page.locator(".toasts").getByText(words);
  }

  void see(Path picture) {
    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
  }
}
