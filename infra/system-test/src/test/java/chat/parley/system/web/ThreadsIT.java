package chat.parley.system.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Messages that belong to others: answers, threads, what is pinned and what is forwarded.
@InABrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadsIT {
  private final Member ada;
  private final Member grace;
  private final Visitor atAdas;
  private final Visitor atGraces;

  ThreadsIT(Site site) {
    ada = site.member("Ada");
    grace = site.member("Grace");
    atAdas = site.inside(ada, Screen.LIGHT);
    atGraces = site.inside(grace, Screen.LIGHT);
  }

  @Test
  void anAnswerQuotesWhatItAnswers() {
    String id = ada.group("Answers", grace);
    ada.says(id, "Shall we meet?");
    Talk graces = atGraces.open("Answers");
    Talk adas = atAdas.open("Answers");

    graces.message("Shall we meet?").press("Reply");
    assertThat(graces.text("Answer to Ada")).isVisible();
    graces.say("At noon");

    Message answer = adas.message("At noon");
    assertThat(answer.link("Shall we meet?")).containsText("Ada");
    assertThat(adas.message("Shall we meet?").link("1 reply")).hasCount(1);
    adas.message("Shall we meet?").choose("Edit");
    adas.say("Shall we dine?");
    assertThat(graces.message("At noon").link("Shall we dine?")).isVisible();
  }

  @Test
  void anAnswerThatIsGivenUpIsNone() {
    ada.says(ada.group("Second thoughts", grace), "Any questions?");
    Talk graces = atGraces.open("Second thoughts");
    graces.message("Any questions?").press("Reply");
    graces.composer().press("Escape");
    assertThat(graces.text("Answer to Ada")).hasCount(0);
    graces.say("Just this");

    assertThat(graces.message("Just this").sent()).isVisible();
    assertThat(graces.message("Just this").link("Any questions?")).hasCount(0);
  }

  @Test
  void aThreadIsReadAndWrittenBesideItsConversation() {
    String id = ada.group("Side talk", grace);
    ada.says(id, "The root");
    ada.says(id, "Something else");
    Talk graces = atGraces.open("Side talk");
    Talk adas = atAdas.open("Side talk");

    graces.message("The root").press("Open thread");
    graces.thread().say("First answer");
    assertThat(graces.thread().message("First answer").whole()).isVisible();
    adas.message("The root").link("1 reply").click();
    assertThat(adas.thread().message("First answer").whole()).isVisible();
    assertThat(adas.thread().text("Something else")).hasCount(0);
    adas.thread().say("Second answer");
    assertThat(graces.thread().message("Second answer").whole()).isVisible();
    assertThat(graces.message("The root").link("2 replies")).isVisible();

    atGraces.escape();
    assertThat(graces.pane("Thread")).hasCount(0);
    assertThat(graces.message("Second answer").link("The root")).isVisible();
    atAdas.escape();
  }

  @Test
  void whatIsPinnedIsFoundAgain() {
    String id = ada.group("Notes", grace);
    ada.says(id, "The door code is on the board");
    ada.says(id, "Chatter");
    Talk adas = atAdas.open("Notes");
    Talk graces = atGraces.open("Notes");

    adas.message("The door code").choose("Pin");
    assertThat(graces.message("The door code").text("Pinned")).hasCount(1);
    assertThat(graces.text("Ada pinned a message")).isVisible();
    graces.button("Pinned").click();
    Locator pins = graces.pane("Pinned").getByRole(AriaRole.LISTITEM);
    assertThat(pins).hasCount(1);
    assertThat(pins).containsText("The door code is on the board");

    adas.message("The door code").choose("Unpin");
    assertThat(graces.pane("Pinned")).containsText("Nothing is pinned");
    atGraces.escape();
  }

  @Test
  void aMessageIsForwardedToSeveralConversationsAtOnce() {
    ada.says(ada.group("Source", grace), "Worth repeating");
    ada.group("First target", grace);
    ada.group("Second target", grace);
    Talk adas = atAdas.open("Source");

    adas.message("Worth repeating").choose("Forward");
    Locator dialog = atAdas.dialog("Forward to");
    dialog.getByLabel("Find a conversation").fill("target");
    assertThat(dialog.getByRole(AriaRole.CHECKBOX)).hasCount(2);
    dialog.getByLabel("First target").check();
    dialog.getByLabel("Second target").check();
    atAdas.confirm("Forward to", "Forward");
    assertThat(atAdas.toast("Forwarded to 2 conversations")).isVisible();

    for (String target : new String[] {"First target", "Second target"}) {
      Talk graces = atGraces.open(target);
      Message forwarded = graces.message("Worth repeating");
      assertThat(forwarded.link("Forwarded from Ada")).isVisible();
    }
    atGraces.talk().message("Worth repeating").link("Forwarded from Ada").click();
    assertThat(atGraces.talk().heading()).hasText("Source");
  }
}
