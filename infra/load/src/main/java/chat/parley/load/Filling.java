package chat.parley.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import org.flywaydb.core.Flyway;

/// Fills a database that has nothing in it yet, or only what the migrations put there.
public final class Filling {
  private static final int TOLD_EACH = 1_000_000;

  private Filling() {}

  /// `-Dparley.load.url=jdbc:postgresql://… -Dparley.load.username=… -Dparley.load.password=…`,
  /// and the sizes of [Size].
  public static void main(String[] arguments) throws SQLException {
    fill(
        new Target(setting("url"), setting("username"), setting("password")),
        Size.from(System.getProperties()));
  }

  private static String setting(String name) {
    String value = System.getProperty("parley.load." + name);
    if (value == null) {
      throw new IllegalArgumentException("-Dparley.load." + name + " is missing");
    }
    return value;
  }

  /// Makes the schema, too, unless it is there.
  ///
  /// @return how long it took
  public static Duration fill(Target target, Size size) throws SQLException {
    Instant begun = Instant.now();
    Flyway.configure()
        .dataSource(target.url(), target.username(), target.password())
        .load()
        .migrate();
    Chance chance = new Chance(new SplittableRandom(size.seed()));
    Year year = Year.endingAt(begun);
    Circles circles = Circles.of(size, chance);
    Town town = new Town(size, circles, chance, year);
    town.writePeople(target);
    try (Connection connection = target.connect()) {
      set(connection, "maintenance_work_mem = '512MB'");
      Indexes indexes = Indexes.drop(connection, "messages");
      talk(target, size, new Talking(circles, town, chance, year));
      tell(begun, "messages are there");
      indexes.make(connection);
      tell(begun, "indexes are made");
      execute(connection, "vacuum analyze");
    }
    tell(begun, "done");
    return Duration.between(begun, Instant.now());
  }

  private static void talk(Target target, Size size, Talking talking) throws SQLException {
    Talk talk;
    try (Tables tables = new Tables(target, talking.year.logged())) {
      talk =
          new Talk(
              talking.circles,
              talking.town.users(),
              talking.town.conversations(),
              talking.chance,
              talking.year,
              tables);
      talk.open();
      for (long i = 0; i < size.messages(); i++) {
        talk.say(i, size.messages());
        if (i % TOLD_EACH == TOLD_EACH - 1) {
          System.out.printf(Locale.ROOT, "%,d messages%n", i + 1);
        }
      }
      talk.close();
    }
    talking.town.writeConversations(target, talk);
    talking.town.writeMemberships(target, talk);
  }

  private static void tell(Instant begun, String what) {
    System.out.printf(
        Locale.ROOT, "%s after %d s%n", what, Duration.between(begun, Instant.now()).toSeconds());
  }

  private static void set(Connection connection, String setting) throws SQLException {
    execute(connection, "set " + setting);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What goes into what is said.
  private record Talking(Circles circles, Town town, Chance chance, Year year) {}
}
