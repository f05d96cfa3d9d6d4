package chat.parley.system.web;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.system.RestClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A whole system and a browser in front of it, which all tests share: each brings its own people.
final class Site implements AutoCloseable {
  private final Stack stack;
  private final Chromium chromium;
  private final List<Visitor> visitors = new ArrayList<>();

  private Site(Stack stack, Chromium chromium) {
    this.stack = stack;
    this.chromium = chromium;
  }

  static Site open() {
    Chromium chromium = Chromium.launched();
    try {
      return new Site(Stack.start(StackOptions.temporary()), chromium);
    } catch (RuntimeException e) {
      chromium.close();
      throw e;
    }
  }

  Stack stack() {
    return stack;
  }

  RestClient rest() {
    return RestClient.on(stack.apis().getFirst().port());
  }

  /// Somebody with cookies, storage and windows of their own, who hasn't opened anything yet.
  Visitor visitor(String name, Screen screen) {
    String address = stack.apis().getFirst().uri().toString();
    Visitor visitor =
        new Visitor(name, chromium.browser().newContext(screen.options().setBaseURL(address)));
    visitors.add(visitor);
    return visitor;
  }

  /// @return what their browsers complained of
  List<String> complaints() {
    return visitors.stream()
        .flatMap(visitor -> visitor.complaints().stream().map(what -> visitor.name() + ": " + what))
        .toList();
  }

  /// What each of them sees now, as `<name>-<visitor>.png`.
  void picture(Path folder, String name) {
    visitors.forEach(visitor -> visitor.see(folder.resolve(name + "-" + visitor.name() + ".png")));
  }

  void leave() {
    visitors.forEach(visitor -> visitor.context().close());
    visitors.clear();
  }

  @Override
  public void close() {
    leave();
    chromium.close();
    stack.close();
  }
}
