package chat.parley.load;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What an api answers from a large database, and how long it takes: one client, one request
/// after the other, each for another person and another conversation.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class QueryFigures {
  private static final int TIMES = 1_000;
  private static final int SEARCHES = 200;
  private static final int CONVERSATIONS = 200;

  @Test
  void whatIsAskedMostOften() throws SQLException {
    Size size = Size.from(System.getProperties());
    try (Stack stack = Stack.start(StackOptions.temporary().push(1))) {
      Target target =
          new Target(
              stack.postgres().jdbcUrl("parley"),
              stack.postgres().username(),
              stack.postgres().password());
      Duration filling = Filling.fill(target, size);
      Subjects subjects = Subjects.of(target, CONVERSATIONS);
      Asking asking = new Asking(stack);
      Page page = new Page(size, filling, target);
      asking.warmUp(subjects);

      page.row("newest messages", asking.times(TIMES, i -> newest(subjects.seat(i))));
      page.row(
          "messages before one in the middle", asking.times(TIMES, i -> deep(subjects.seat(i))));
      page.row("messages around one", asking.times(TIMES, i -> around(subjects.seat(i))));
      page.row(
          "list, first 50 of %d conversations".formatted(CONVERSATIONS),
          asking.times(TIMES, i -> Request.get(subjects.busy(i), "/v1/conversations")));
      page.row(
          "list by name",
          asking.times(TIMES, i -> Request.get(subjects.busy(i), "/v1/conversations?query=an")));
      page.row(
          "unread in %d conversations".formatted(CONVERSATIONS),
          asking.times(TIMES, i -> Request.get(subjects.busy(i), "/v1/conversations/unread")));
      page.row("send", asking.times(TIMES, i -> send(subjects.seat(i))));
      page.row("read", asking.times(TIMES, i -> read(subjects.seat(i))));
      search(page, asking, subjects);
      page.write();
      keepPlans(new Plans(target, stack, asking, size), subjects);
      assertThat(asking.refusals()).isEmpty();
    }
  }

  private static void keepPlans(Plans plans, Subjects subjects) {
    plans.keep("send", "insert into messages", i -> send(subjects.seat(i)));
    plans.keep("newest", "with anchor as", i -> newest(subjects.seat(i)));
    plans.keep("deep", "with anchor as", i -> deep(subjects.seat(i)));
    plans.keep(
        "list", "from participants p", i -> Request.get(subjects.busy(i), "/v1/conversations"));
    plans.keep(
        "unread", "unread_count", i -> Request.get(subjects.busy(i), "/v1/conversations/unread"));
    plans.keep("read", "insert into read_marks", i -> read(subjects.seat(i)));
    plans.keep("search-common", "terms", i -> searching(subjects.busy(i), english(5).getFirst()));
    plans.keep(
        "search-rare", "terms", i -> searching(subjects.busy(i), english(30_000).getFirst()));
  }

  /// Where there is no search yet, it has no rows.
  private static void search(Page page, Asking asking, Subjects subjects) {
    if (!asking.isAnswered(searching(subjects.busy(0), "the"))) {
      return;
    }
    for (Words words : WORDS) {
      page.row(
          "search: " + words.name,
          asking.times(
              SEARCHES, i -> searching(subjects.busy(i), words.texts.get(i % words.texts.size()))));
    }
  }

  private static final List<Words> WORDS =
      List.of(
          new Words("rare word", english(20_000, 30_000, 40_000)),
          new Words("common word", english(3, 5, 9)),
          new Words("beginning of a word", List.of("ander", "pluko", "tomor")),
          new Words("phrase", List.of("\"in the\"", "\"of it\"", "\"and to\"")),
          new Words("two words", List.of("meeting tomorrow", "server release", "lunch time")),
          new Words("Chinese", List.of("会议", "朋友", "北京")),
          new Words("Chinese, rare", List.of("山火", "龙虎", "星云")),
          new Words("Thai", List.of("ประชุม", "เพื่อน", "ขอบคุณ")));

  private static List<String> english(int... ranks) {
    return java.util.Arrays.stream(ranks)
        .mapToObj(rank -> Texts.word(Texts.Language.ENGLISH, rank))
        .toList();
  }

  private static Request newest(Subjects.Seat seat) {
    return Request.get(seat.user(), seat.path() + "/messages");
  }

  private static Request deep(Subjects.Seat seat) {
    return Request.get(seat.user(), seat.path() + "/messages?before=" + seat.lastSeq() / 2);
  }

  private static Request around(Subjects.Seat seat) {
    return Request.get(seat.user(), seat.path() + "/messages?around=" + seat.lastSeq() / 3);
  }

  private static Request send(Subjects.Seat seat) {
    return new Request(
        seat.user(), "POST", seat.path() + "/messages", "{\"content\": \"one more message\"}");
  }

  private static Request read(Subjects.Seat seat) {
    return new Request(seat.user(), "POST", seat.path() + "/read", "{\"seq\": 9000000}");
  }

  private static Request searching(String user, String text) {
    return Request.get(
        user, "/v1/search/messages?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private record Words(String name, List<String> texts) {}
}
