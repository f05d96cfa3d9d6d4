package chat.parley.infra.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  @Test
  void whatOnlyTheFileKnowsIsExplainedByItsComments() {
    List<Setting> settings =
        Placeholders.all(
            """
            datasources:
              default:
                # parley.store.url: where it is, as the driver
                # wants it.
                # parley.store.size: how much
                url: ${parley.store.url}
                size: ${parley.store.size:16}
                # Twice, and what is not ours.
                again: ${parley.store.url} ${other:1}
                silent: ${parley.store.silent:}
            """);

    assertThat(settings)
        .containsExactly(
            new Setting(
                "parley.store.url",
                "",
                "text",
                "**needed**",
                "where it is, as the driver wants it."),
            new Setting("parley.store.size", "", "text", "`16`", "how much"),
            new Setting("parley.store.silent", "", "text", "``", ""));
    assertThat(new Reference("api", settings).undescribed()).containsExactly("parley.store.silent");
  }

  @Test
  void aPageHasATableForEachPrefix() {
    String page =
        new Reference(
                "api",
                List.of(
                    new Setting(
                        "parley.z.last-one", "About z.", "text", "none", "see [Some#thing]"),
                    new Setting("parley.a.b", "About a.", "number", "`1`", "one | other")))
            .page();

    assertThat(page)
        .startsWith("# Settings of api\n")
        .contains(
            """

            ## parley.a

            About a.

            | | | by default | |
            |---|---|---|---|
            | `parley.a.b`<br>`PARLEY_A_B` | number | `1` | One \\| other. |
            """)
        .endsWith(
            "| `parley.z.last-one`<br>`PARLEY_Z_LAST_ONE` | text | none | See `Some#thing`. |\n");
  }
}
