package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What goes along with messages: pictures, voices and files.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  FilesIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void picturesAreChosenSentAndLookedAt() {
    ada.group("Album", grace);
    Talk adas = atAdas.open("Album");
    choose(adas, Pictures.named("one.png"), Pictures.named("two.png"));
    sayWithFiles(adas, "From the coast");

    Talk graces = atGraces.open("Album");
    Message message = graces.message("From the coast");
    message.button("Open one.png").click();
    Locator viewer = atGraces.page().getByRole(AriaRole.DIALOG);
    assertThat(viewer.getByRole(AriaRole.IMG, named("one.png"))).isVisible();
    assertThat(viewer).containsText("1 / 2");
    atGraces.page().keyboard().press("ArrowRight");
    assertThat(viewer.getByRole(AriaRole.IMG, named("two.png"))).isVisible();
    viewer.getByRole(AriaRole.BUTTON, named("Previous")).click();
    Locator shown = viewer.getByRole(AriaRole.IMG, named("one.png"));
    assertThat(shown).hasJSProperty("naturalWidth", 320);
    atGraces.escape();
    assertThat(viewer).hasCount(0);
  }

  @Test
  void picturesArePastedAndDropped() {
    ada.group("Scrapbook", grace);
    Talk adas = atAdas.open("Scrapbook");
    give(adas.composer(), "paste", "clipboardData", Pictures.named("pasted.png"));
    assertThat(adas.text("pasted.png")).isVisible();
    give(adas.composer(), "drop", "dataTransfer", Pictures.named("dropped.png"));
    assertThat(adas.text("dropped.png")).isVisible();
    sayWithFiles(adas, "Both");

    Message both = atGraces.open("Scrapbook").message("Both");
    assertThat(both.button("Open pasted.png")).isVisible();
    assertThat(both.button("Open dropped.png")).isVisible();
  }

  /// The browser's own events carry what no test can put on a clipboard.
  private static void give(Locator target, String event, String carrier, FilePayload file) {
    target.evaluate(
        """
        (element, [event, carrier, name, base64]) => {
          const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
          const given = new DataTransfer();
          given.items.add(new File([bytes], name, { type: 'image/png' }));
          const options = { bubbles: true, cancelable: true, [carrier]: given };
          const Kind = event === 'paste' ? ClipboardEvent : DragEvent;
          element.dispatchEvent(new Kind(event, options));
        }
        """,
        List.of(event, carrier, file.name, Base64.getEncoder().encodeToString(file.buffer)));
  }

  @Test
  void anUploadShowsHowFarItIsAndCanBeTakenBack() {
    ada.group("Slow line", grace);
    Talk adas = atAdas.open("Slow line");
    List<Route> held = new ArrayList<>();
    atAdas.page().route("**/v1/media", held::add);
    choose(adas, Pictures.named("slow.png"));
    adas.composer().fill("Wait for it");

    assertThat(adas.text("slow.png")).isVisible();
    assertThat(adas.composer().page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
    assertThat(adas.button("Send")).isDisabled();
    adas.button("Remove slow.png").click();
    assertThat(adas.text("slow.png")).hasCount(0);
    atAdas.page().unroute("**/v1/media");
    assertThat(held).hasSize(1);
    adas.button("Send").click();
    assertThat(atGraces.open("Slow line").message("Wait for it").whole()).isVisible();
  }

  @Test
  void whatIsNotTakenSaysWhyAndTheRestIsSent() {
    ada.group("Customs", grace);
    Talk adas = atAdas.open("Customs");
    atAdas.expectComplaints(complaint -> complaint.contains("status of 415"));
    byte[] program = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    choose(
        adas,
        new FilePayload("virus.png", "image/png", program),
        new FilePayload("notes.txt", "text/plain", "Plain words".getBytes(StandardCharsets.UTF_8)));
    assertThat(adas.text("Files of this kind are not taken")).isVisible();
    sayWithFiles(adas, "What was left");

    Message message = atGraces.open("Customs").message("What was left");
    assertThat(message.button("Open virus.png")).hasCount(0);
    Path saved = atGraces.page().waitForDownload(() -> message.link("notes.txt").click()).path();
    assertThat(saved).content().isEqualTo("Plain words");
  }

  @Test
  void aVoiceIsRecordedAndListenedTo() {
    ada.group("Choir", grace);
    Talk adas = atAdas.open("Choir");
    adas.button("Record a voice message").click();
    assertThat(adas.text("0:01")).isVisible();
    adas.button("Done").click();
    assertThat(adas.button("Send")).isEnabled();
    adas.button("Send").click();

    Talk graces = atGraces.open("Choir");
    graces.button("Play").click();
    assertThat(graces.button("Pause")).isVisible();
    assertThat(graces.button("Play")).isVisible();
    Locator heard = graces.messages().locator("audio");
    assertThat((Boolean) heard.evaluate("audio => audio.ended")).isTrue();
  }

  /// As soon as all have been uploaded.
  private static void sayWithFiles(Talk talk, String text) {
    talk.composer().fill(text);
    talk.button("Send").click();
  }

  private void choose(Talk talk, FilePayload... files) {
    FileChooser chooser = atAdas.page().waitForFileChooser(() -> talk.button("Add files").click());
    chooser.setFiles(files);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
