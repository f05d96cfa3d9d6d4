package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Described.Call;
import chat.parley.api.Rest.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every call from every kind of caller, as the table `access.txt` has it: without a token, with
/// each role in the conversation, muted in it, removed or banned from it, never in it, blocked by
/// its owner, as an admin of the system, and with the token of who was suspended, logged out or is
/// late. A call of the document that the table doesn't have fails it.
class AccessIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi shortLived;
  private static Described described;

  private final List<String> wrong = new ArrayList<>();

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    shortLived =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.auth.access-token-ttl", "1s"));
    described = Described.parse(api.rest().get("/openapi.yml").expect(200).body());
  }

  @AfterAll
  static void stop() {
    shortLived.close();
    api.close();
  }

  @Test
  void everyCallAnswersEveryKindOfCallerAsTheTableSays() throws IOException, SQLException {
    AccessPeople people = new AccessPeople(database, api.rest(), shortLived.rest());
    List<String> report = new ArrayList<>();
    Set<String> tried = new TreeSet<>();
    for (AccessRow row : rows()) {
      tried.add(call(row).toString());
      report.add(row.text() + "\n    " + answers(row, people));
    }
    Files.write(Path.of("target", "access.txt"), report);
    assertThat(wrong).isEmpty();
    assertThat(tried)
        .as("the calls of the table")
        .containsAll(described.calls().stream().map(Call::toString).toList());
  }

  /// Who is to be refused, and who only reads, find the same things, for they leave them as they
  /// are. Everybody else has things of their own.
  private List<String> answers(AccessRow row, AccessPeople people) throws SQLException {
    AccessStage shared =
        new AccessStage(
            people,
            Arrays.stream(AccessCaller.values())
                .filter(row::changesNothing)
                .collect(Collectors.toSet()));
    List<String> answers = new ArrayList<>();
    for (AccessCaller caller : AccessCaller.values()) {
      boolean shares = row.changesNothing(caller);
      AccessStage stage = shares ? shared : shared.another(caller);
      answers.add(caller + " " + answer(row, people.client(caller), stage, caller));
      if (!shares && caller.hasAccess() && row.isAboutAnAccount()) {
        people.reviveIfGone(caller);
      }
    }
    return answers;
  }

  private String answer(AccessRow row, Rest client, AccessStage stage, AccessCaller caller) {
    Answer answer;
    try {
      answer = row.send(client, stage, caller);
    } catch (AssertionError e) {
      wrong.add("%s by %s: %s".formatted(row.text(), caller, e.getMessage()));
      return "?";
    }
    AccessRow.Cell cell = row.cell(caller);
    if (!cell.isMetBy(answer) || !caller.isRefusedRightly(answer)) {
      wrong.add("%s by %s: %s wanted, %s".formatted(row.text(), caller, cell, answer));
    }
    return answer.status() + (answer.status() < 400 ? "" : " " + answer.text("code"));
  }

  /// Which call of the document it is. To the document a name in braces is as good as an id.
  private static Call call(AccessRow row) {
    return requireNonNull(
        described.at(row.address().split("\\?", 2)[0]).get(row.method()),
        () -> "not in the document: " + row.text());
  }

  private static List<AccessRow> rows() throws IOException {
    try (InputStream table =
        requireNonNull(AccessIT.class.getResourceAsStream("/access.txt"), "access.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(AccessRow::parse)
          .toList();
    }
  }
}
