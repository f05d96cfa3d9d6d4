package chat.parley.system.observability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Each alert fires when it is to and stays silent when it is not, says what to do, and asks for
/// meters that there are.
class AlertsTest {
  private static final Pattern METER =
      Pattern.compile("\\b(?:parley|hikaricp|http_server|jvm|process)_\\w+");

  @Test
  void eachFiresInItsCaseAndStaysSilentInTheOther() throws IOException, InterruptedException {
    String promtool = Tool.required("promtool", "prometheus").toString();
    Process run =
        new ProcessBuilder(promtool, "test", "rules", "alerts.test.yml")
            .directory(Folder.PATH.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(run.waitFor()).as(said).isZero();
  }

  @Test
  void eachHasACaseInWhichItFiresAndOneInWhichItDoesNot() {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (Map<String, Object> test : list(yaml("alerts.test.yml"), "tests")) {
      for (Map<String, Object> expected : list(test, "alert_rule_test")) {
        (list(expected, "exp_alerts").isEmpty() ? silent : firing)
            .add(String.valueOf(expected.get("alertname")));
      }
    }

    assertThat(firing).isEqualTo(names());
    assertThat(silent).isEqualTo(names());
  }

  @Test
  void eachSaysHowBadItIsAndWhatToDo() {
    Set<String> sections =
        Folder.text("runbook.md")
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(alerts())
        .allSatisfy(
            alert -> {
              String name = String.valueOf(alert.get("alert"));
              assertThat(map(alert, "labels").get("severity")).isIn("critical", "warning");
              assertThat(map(alert, "annotations"))
                  .containsEntry(
                      "runbook", "infra/observability/runbook.md#" + name.toLowerCase(Locale.ROOT))
                  .containsKey("summary");
              assertThat(sections).contains(name);
            });
    assertThat(sections).as("no section without its alert").isEqualTo(names());
  }

  @Test
  void noneAsksForAMeterThatIsNotThere() {
    Set<String> known = MeterTable.names();

    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(METER.matcher(String.valueOf(alert.get("expr"))).results())
                    .allSatisfy(
                        meter ->
                            assertThat(known)
                                .contains(meter.group().replaceFirst("_(bucket|sum|count)$", ""))));
  }

  private static Set<String> names() {
    return alerts().stream()
        .map(alert -> String.valueOf(alert.get("alert")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Map<String, Object>> alerts() {
    List<Map<String, Object>> alerts = new ArrayList<>();
    list(yaml("alerts.yml"), "groups").forEach(group -> alerts.addAll(list(group, "rules")));
    return alerts;
  }

  private static Map<String, Object> yaml(String file) {
    return new Yaml().load(Folder.text(file));
  }

  private static Map<String, Object> map(Map<String, Object> in, String name) {
    return cast(requireNonNull(in.get(name), name));
  }

  private static List<Map<String, Object>> list(Map<String, Object> in, String name) {
    return ((List<?>) requireNonNull(in.get(name), name)).stream().map(AlertsTest::cast).toList();
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // As YAML has it.
  private static Map<String, Object> cast(@Nullable Object value) {
    return (Map<String, Object>) value;
  }
}
