package chat.parley.load.bench;

import chat.parley.load.meter.Markdown;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the results of a workload, for people (`.md`) and for programs (`.json`).
final class ResultPage {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Origin origin;
  private final Results results;

  ResultPage(Origin origin, Results results) {
    this.origin = origin;
    this.results = results;
  }

  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(results.workload() + ".md"), page().toString());
      JSON.writeValue(folder.resolve(results.workload() + ".json").toFile(), tree());
    } catch (IOException e) {
      throw new UncheckedIOException("the results can't be written", e);
    }
  }

  Markdown page() {
    Markdown page = new Markdown(results.workload());
    page.line("Machine: %s; clients and senders on it too.", origin.machine());
    page.line("Command: `%s`", origin.command());
    page.line("Parley %s, %s.", origin.commit(), origin.at());
    origin.servers().forEach((name, madeOf) -> page.line("%s: %s.", name, madeOf));
    results.notes().forEach(note -> page.line("%s", note));
    bars(page);
    results.tables().forEach(table -> table(page, table));
    results.phases().stream()
        .filter(phase -> !phase.endsWith(Heats.SEARCH))
        .forEach(phase -> medians(page, phase));
    page.line("## Raw lines")
        .verbatim(
            results.samples().stream()
                .map(RawLine::of)
                .collect(Collectors.joining("\n", "", "\n")));
    return page;
  }

  private void bars(Markdown page) {
    if (results.bars().isEmpty()) {
      return;
    }
    page.line("## What has to be shown").head("", "seen", "wanted", "");
    results.bars().forEach(bar -> page.row(bar.what(), bar.seen(), bar.wanted(), bar.verdict()));
    page.end();
  }

  private static void table(Markdown page, Table table) {
    page.line("## %s", table.title()).head(table.columns().toArray(String[]::new));
    table.rows().forEach(row -> page.row(row.stream().map(ResultPage::cell).toArray()));
    page.end();
  }

  private static Object cell(Object content) {
    return content instanceof Double number ? RawLine.number(number) : content;
  }

  private void medians(Markdown page, String phase) {
    List<String> servers = List.copyOf(results.servers(phase));
    page.line("## %s", phase);
    page.head(Stream.concat(Stream.of("median"), servers.stream()).toArray(String[]::new));
    for (String figure : figures(phase)) {
      page.row(
          Stream.concat(
                  Stream.of(figure),
                  servers.stream()
                      .map(server -> RawLine.number(results.median(server, phase, figure)))
                      .map(number -> number.equals("NaN") ? "" : number))
              .toArray());
    }
    page.end();
  }

  private Set<String> figures(String phase) {
    Set<String> figures = new LinkedHashSet<>();
    results.samples().stream()
        .filter(sample -> sample.phase().equals(phase))
        .forEach(sample -> figures.addAll(sample.figures().keySet()));
    return figures;
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("workload", results.workload());
    tree.put("origin", origin);
    tree.put("notes", results.notes());
    tree.put(
        "bars",
        results.bars().stream()
            .map(
                bar ->
                    Map.of(
                        "what", bar.what(),
                        "value", bar.value(),
                        "wanted", bar.wanted(),
                        "met", bar.isMet()))
            .toList());
    tree.put("samples", results.samples());
    return tree;
  }
}
