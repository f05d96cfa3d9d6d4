package chat.parley.system.web;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.system.RestClient;
import com.microsoft.playwright.Browser.NewContextOptions;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A whole system and a browser in front of it, which all tests share: each brings its own
/// people.
final class Site implements AutoCloseable {
  private static final String ADMIN = "admin";

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
      StackOptions options =
          StackOptions.temporary()
              .with("PARLEY_ADMIN_USERNAME", ADMIN)
              .with("PARLEY_ADMIN_PASSWORD", RestClient.PASSWORD)
              // With each beat a client says what has been delivered to it.
              .with("PARLEY_PUSH_HEARTBEAT", "1s");
      return new Site(Stack.start(options), chromium);
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

  String address() {
    return stack.apis().getFirst().uri().toString();
  }

  /// Somebody new, whose name others see.
  Member member(String name) {
    return Member.register(rest(), name);
  }

  Member admin() {
    return Member.logIn(rest(), ADMIN, RestClient.PASSWORD);
  }

  /// Somebody with cookies, storage and windows of their own, who hasn't opened anything yet.
  Visitor visitor(String name, Screen screen) {
    return visitor(name, screen.options());
  }

  /// Somebody whose pages let in what a test brings along.
  Visitor stranger(Screen screen) {
    return visitor("Stranger", screen.options().setBypassCSP(true));
  }

  /// Somebody who is logged in, and has the client before them.
  Visitor inside(Member member, Screen screen) {
    return inside(member, screen.options());
  }

  Visitor inside(Member member, NewContextOptions options) {
    return visitor(member.name(), options.setStorageState(member.storageState(address()))).begin();
  }

  private Visitor visitor(String name, NewContextOptions options) {
    Visitor visitor =
        new Visitor(name, chromium.browser().newContext(options.setBaseURL(address())));
    visitors.add(visitor);
    return visitor;
  }

  /// Lets what was said up to there have been said many days ago.
  void makeOlder(String conversation, long upTo, int days) {
    PostgresStore store = stack.postgres();
    String sql =
        """
        UPDATE messages SET created_at = created_at - make_interval(days => ?)
        WHERE conversation_id = ?::uuid AND seq <= ?
        """;
    try (var connection =
            DriverManager.getConnection(
                store.jdbcUrl("parley"), store.username(), store.password());
        var update = connection.prepareStatement(sql)) {
      update.setInt(1, days);
      update.setString(2, conversation);
      update.setLong(3, upTo);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @return what their browsers have complained of since this was asked last
  List<String> complaints() {
    return visitors.stream()
        .flatMap(visitor -> visitor.complaints().stream().map(what -> visitor.name() + ": " + what))
        .toList();
  }

  /// What each of them sees now, as `<name>-<visitor>.png`.
  void picture(Path folder, String name) {
    visitors.forEach(visitor -> visitor.see(folder.resolve(name + "-" + visitor.name() + ".png")));
  }

  /// After a test that failed, nobody knows what is open: all begin anew.
  void begin() {
    visitors.forEach(Visitor::begin);
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
