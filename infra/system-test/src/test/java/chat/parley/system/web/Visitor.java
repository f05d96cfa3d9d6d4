package chat.parley.system.web;

import chat.parley.system.RestClient;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

  /// What the browser's console says of a network that the test breaks itself, and nothing else.
  void expectComplaints(Predicate<String> about) {
    expected.add(about);
  }

  /// What went wrong in any page of theirs: errors and warnings on the console, and exceptions.
  List<String> complaints() {
    return complaints.stream()
        .filter(complaint -> expected.stream().noneMatch(each -> each.test(complaint)))
        .toList();
  }

  /// By the form, as people do.
  Visitor logIn() {
    page.navigate("/login");
    page.getByLabel("Username or e-mail").fill(name);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
        .fill(RestClient.PASSWORD);
    page.locator("form button.primary").click();
    conversations().waitFor();
    return this;
  }

  /// The list of conversations.
  Locator conversations() {
    return page.locator(".sidebar").first();
  }

  void see(Path picture) {
    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
  }
}
