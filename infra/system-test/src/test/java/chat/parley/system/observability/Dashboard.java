package chat.parley.system.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The queries of the dashboards.
final class Dashboard {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Dashboard() {}

  static List<Query> queries() {
    try (Stream<Path> files = Files.list(Folder.PATH.resolve("grafana/dashboards"))) {
      List<Query> queries = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        add(JSON.readTree(file.toFile()), queries);
      }
      return queries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JsonNode dashboard, List<Query> queries) {
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                dashboard.get("title").asText() + " / " + panel.get("title").asText(),
                target.get("expr").asText(),
                panel.at("/fieldConfig/defaults").has("noValue")));
      }
    }
  }

  /// @param mayBeEmpty for what happens only when something is wrong or rare
  record Query(String panel, String expression, boolean mayBeEmpty) {
    /// As Grafana would ask for it.
    String at(String interval) {
      return expression.replace("$__rate_interval", interval);
    }
  }
}
