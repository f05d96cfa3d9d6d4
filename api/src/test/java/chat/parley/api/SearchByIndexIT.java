package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// As rare words are looked for.
class SearchByIndexIT extends SearchContract {
  SearchByIndexIT() {
    super(Map.of("parley.search.fill-interval", "200ms"));
  }

  @Test
  void whatHasNoWordsYetIsFoundSoon() throws SQLException {
    String id = ada().write(room(), "by an older program").expect(201).text("id");
    database().change("update messages set terms = null where id = '" + id + "'");

    await().until(() -> ids(search("older")).contains(id));
  }

  /// The words stay the same, so nothing tells this from what an older program would write.
  @Test
  void whereOnlyAFullStopIsChangedTheWordsAreMadeAnew() {
    String id = ada().write(room(), "just so").expect(201).text("id");

    ada().edit(id, "Just so.").expect(200);

    await().until(() -> ids(search("just")).contains(id));
    assertThat(search("just").text("items.0.message.content")).isEqualTo("Just so.");
  }

  @Test
  void whatOthersHoldIsPassedOver() throws SQLException {
    String held = ada().write(room(), "held fast").expect(201).text("id");
    String free = ada().write(room(), "held no more").expect(201).text("id");
    try (var connection = database().connect()) {
      connection.setAutoCommit(false);
      Database.change(connection, "update messages set client_id = 'x' where id = '" + held + "'");
      database().change("update messages set terms = null where id = '" + free + "'");

      await().until(() -> ids(search("held")).contains(free));
    }
  }
}
