package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Described.Call;
import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every call from every kind of caller, as the table `access.txt` has it. A call of the document
/// that the table doesn't have fails it.
class AccessIT {
  private static final Form PICTURE = Form.file("file", "image/webp", Images.WEBP);
  private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

  private static Database database;
  private static RunningApi api;
  private static RunningApi shortLived;
  private static Rest nobody;
  private static Described described;

  private final Map<Caller, Person> people = new EnumMap<>(Caller.class);

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    shortLived =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.auth.access-token-ttl", "1s"));
    nobody = api.rest();
    described = Described.parse(nobody.get("/openapi.yml").expect(200).body());
  }

  @AfterAll
  static void stop() {
    shortLived.close();
    api.close();
  }

  @Test
  void everyCallAnswersEveryKindOfCallerAsTheTableSays() throws IOException, SQLException {
    List<Row> rows = rows();
    for (Caller caller : Caller.values()) {
      if (caller != Caller.NOBODY) {
        people.put(caller, arrive(caller));
      }
    }
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Set<Call> tried = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    for (Row row : rows) {
      Map<Caller, String> cells = new EnumMap<>(Caller.class);
      for (Caller caller : Caller.values()) {
        Stage stage = new Stage();
        tried.add(row.call(stage));
        Answer answer;
        try {
          answer = row.send(client(caller), stage);
        } catch (AssertionError e) {
          wrong.add("%s by %s: %s".formatted(row.text(), caller, e.getMessage()));
          continue;
        }
        int wanted = requireNonNull(row.statuses().get(caller));
        String code = answer.status() < 400 ? "" : " " + answer.text("code");
        cells.put(caller, answer.status() + code);
        if (answer.status() != wanted || !caller.isRefusedRightly(answer)) {
          wrong.add("%s by %s: %d wanted, %s".formatted(row.text(), caller, wanted, answer));
        }
        reviveIfGone(caller);
      }
      report.add(row.text() + "\n    " + cells);
    }
    Files.write(Path.of("target", "access.txt"), report);
    assertThat(wrong).isEmpty();
    assertThat(tried).as("the calls of the table").containsAll(described.calls());
  }

  private Rest client(Caller caller) {
    return caller == Caller.NOBODY ? nobody : nobody.as(person(caller));
  }

  private Person person(Caller caller) {
    return requireNonNull(people.get(caller));
  }

  private Person arrive(Caller caller) throws SQLException {
    Person person = nobody.register(caller.toString());
    switch (caller) {
      case ADMIN -> database.appoint(person);
      case BLOCKED -> block(person);
      case SUSPENDED ->
          nobody
              .as(person(Caller.ADMIN))
              .post("/v1/admin/users/" + person.id() + "/suspend", "{\"reason\": \"spam\"}")
              .expect(204);
      case REVOKED -> nobody.as(person).post("/v1/auth/logout").expect(204);
      case EXPIRED -> {
        Person expired = Login.of(shortLived.rest(), person).person();
        await().until(() -> nobody.as(expired).get("/v1/users/me").status() == 401);
        return expired;
      }
      default -> {}
    }
    return person;
  }

  private void block(Person person) {
    Ties.block(nobody.as(person(Caller.OWNER)), person).expect(204);
  }

  /// Who logs out or is put out by the call itself has to come again for the next.
  private void reviveIfGone(Caller caller) throws SQLException {
    if (caller.hasAccess() && client(caller).get("/v1/users/me").status() != 200) {
      people.put(caller, arrive(caller));
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream table =
        requireNonNull(AccessIT.class.getResourceAsStream("/access.txt"), "access.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Row::parse)
          .toList();
    }
  }

  /// The objects that one cell is about, each made when it is first named.
  private final class Stage {
    private final Map<String, String> values = new HashMap<>();

    String fill(String text) {
      return PLACE.matcher(text).replaceAll(place -> value(place.group(1)));
    }

    private String value(String name) {
      String known = values.get(name);
      if (known == null) {
        known = make(name);
        values.put(name, known);
      }
      return known;
    }

    private String make(String name) {
      Rest owner = client(Caller.OWNER);
      return switch (name) {
        case "room" ->
            owner.group(
                person(Caller.MEMBER),
                person(Caller.SUSPENDED),
                person(Caller.REVOKED),
                person(Caller.EXPIRED));
        case "invite" ->
            owner.post("/v1/conversations/" + value("room") + "/invites", "{}").text("code");
        case "public" -> Room.open(owner, "public").id();
        case "message" -> owner.write(value("room"), "hello").expect(201).text("id");
        case "session" -> Login.of(nobody, person(Caller.OWNER)).session();
        case "refresh" -> Login.of(nobody, person(Caller.OWNER)).refreshToken();
        case "own-request" -> Ties.ask(owner, nobody.register("asked")).expect(201).text("id");
        case "request" ->
            Ties.ask(nobody.as(nobody.register("friend")), person(Caller.OWNER))
                .expect(201)
                .text("id");
        case "report" ->
            owner
                .post(
                    "/v1/reports",
                    "{\"user_id\": \"%s\", \"reason\": \"spam\"}".formatted(value("guest")))
                .expect(201)
                .text("id");
        case "guest" -> nobody.register("guest").id();
        case "member" -> person(Caller.MEMBER).id();
        case "owner" -> person(Caller.OWNER).id();
        case "owner-name" -> person(Caller.OWNER).username();
        case "new" -> "new-" + UUID.randomUUID().toString().substring(0, 8);
        default -> throw new IllegalArgumentException(name);
      };
    }
  }

  /// In the order of the table's columns.
  private enum Caller {
    NOBODY,
    OWNER,
    MEMBER,
    OTHER,
    BLOCKED,
    ADMIN,
    SUSPENDED,
    REVOKED,
    EXPIRED;

    boolean hasAccess() {
      return switch (this) {
        case OWNER, MEMBER, OTHER, BLOCKED, ADMIN -> true;
        case NOBODY, SUSPENDED, REVOKED, EXPIRED -> false;
      };
    }

    /// A 401 says what is wrong with the token.
    boolean isRefusedRightly(Answer answer) {
      return answer.status() != 401
          || switch (this) {
            case OWNER, MEMBER, OTHER, BLOCKED, ADMIN -> false;
            case NOBODY -> true;
            case SUSPENDED -> answer.text("code").equals("account_suspended");
            case REVOKED -> answer.text("code").equals("session_revoked");
            case EXPIRED -> answer.text("code").equals("token_expired");
          };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One line of the table.
  ///
  /// @param body empty for none, `@picture` for a form with an image
  private record Row(Map<Caller, Integer> statuses, String method, String address, String body) {
    static Row parse(String line) {
      String[] halves = line.split("\\|", 2);
      String[] request = halves[1].strip().split(" ", 3);
      String[] cells = halves[0].strip().split(" +", -1);
      assertThat(cells).as(line).hasSize(Caller.values().length);
      Map<Caller, Integer> statuses = new EnumMap<>(Caller.class);
      int column = 0;
      for (Caller caller : Caller.values()) {
        statuses.put(caller, Integer.valueOf(cells[column++]));
      }
      return new Row(statuses, request[0], request[1], request.length == 3 ? request[2] : "");
    }

    String text() {
      return method + " " + address;
    }

    Call call(Stage stage) {
      String path = stage.fill(address).split("\\?", 2)[0];
      return requireNonNull(described.at(path).get(method), () -> "not in the document: " + text());
    }

    Answer send(Rest rest, Stage stage) {
      HttpRequest.Builder request = rest.request(stage.fill(address));
      if (body.equals("@picture")) {
        return rest.send(
            request
                .header("Content-Type", Form.TYPE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(PICTURE.bytes())));
      }
      if (body.isEmpty()) {
        return rest.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
      }
      return rest.send(
          request
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(stage.fill(body))));
    }
  }
}
