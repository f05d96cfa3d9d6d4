package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import chat.parley.api.Rest.Person;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Mail by a real mail server, and what is when there is none.
@Isolated("It reads the log of the process.")
class MailIT {
  private static final Pattern TOKEN = Pattern.compile("#verify-email=([\\w-]+)");

  private final Database database = Database.fresh();
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aMailArrivesAsItWasWrittenAndItsTokenWorks() throws Exception {
    server.setUser("parley", "5ecre7");
    server.start();
    try (RunningApi api = smtp(Map.of("username", "parley", "password", "5ecre7"))) {
      Person ada = api.rest().register("ada");
      assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();

      MimeMessage mail = server.getReceivedMessages()[0];

      assertThat(mail.getSubject()).isEqualTo("Confirm your e-mail address");
      assertThat(mail.getFrom()[0]).hasToString("Parley <parley@example.org>");
      assertThat(mail.getAllRecipients()[0]).hasToString(ada.username() + "@example.org");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      String text = text(mail);
      assertThat(text).contains("Hello " + ada.username()).contains("https://chat.example.org/#");
      api.rest()
          .post("/v1/auth/email-verification/confirm", "{\"token\": \"" + token(mail) + "\"}")
          .expect(204);
      assertThat(api.rest().get("/dev/mail").status()).isEqualTo(404);
    }
  }

  @Test
  void mailThatWasPromisedWhileTheServerWasAwayComesWhenItIsBack() throws Exception {
    server.start();
    int port = server.getSmtp().getPort();
    server.stop();
    try (RunningApi api = smtp(port, Map.of())) {
      Person ada = api.rest().register("patient");
      await()
          .until(
              () ->
                  api.bean(MeterRegistry.class)
                          .counter("parley.mail", "kind", "verify", "outcome", "failed")
                          .count()
                      >= 2);
      assertThat(database.rowsWith(ada.username() + "@example.org")).isGreaterThanOrEqualTo(2);

      GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
      back.start();
      try {
        assertThat(back.waitForIncomingEmail(20_000, 1)).isTrue();
        api.rest()
            .post(
                "/v1/auth/email-verification/confirm",
                "{\"token\": \"" + token(back.getReceivedMessages()[0]) + "\"}")
            .expect(204);
        await().until(() -> database.number("select count(*) from mail_outbox") == 0);
      } finally {
        back.stop();
      }
    }
  }

  @Test
  void mailThatAnApiPromisedBeforeItDiedIsSentByAnother() throws Exception {
    server.start();
    int port = server.getSmtp().getPort();
    try (RunningApi one = smtp(port, Map.of("poll", "1h"))) {
      one.rest().register("orphan");
    }
    assertThat(database.number("select count(*) from mail_outbox")).isOne();

    try (RunningApi two = smtp(port, Map.of())) {
      assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
      await().until(() -> database.number("select count(*) from mail_outbox") == 0);
      assertThat(two.rest().get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void whoClaimedAMailAndDiedLeavesItToOthersWhenTheLeaseIsOver() throws Exception {
    server.start();
    try (RunningApi one = smtp(Map.of("poll", "1h"))) {
      one.rest().register("claimed");
    }
    database.change("update mail_outbox set attempts = 1, due_at = now() + interval '2 seconds'");

    try (RunningApi two = smtp(Map.of())) {
      assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
      assertThat(two.rest().get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void mailThatNobodyTakesForADayIsGivenUp() throws SQLException {
    server.start();
    int port = server.getSmtp().getPort();
    server.stop();
    try (RunningApi api = smtp(port, Map.of("poll", "1h"))) {
      api.rest().register("forgotten");
    }
    database.change("update mail_outbox set created_at = now() - interval '25 hours'");

    try (RunningApi api = smtp(port, Map.of())) {
      await().until(() -> database.number("select count(*) from mail_outbox") == 0);
      assertThat(api.rest().get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void oneMailIsOneMailHoweverManyApisSend() {
    server.start();
    try (RunningApi one = smtp(Map.of());
        RunningApi two = smtp(Map.of())) {
      for (int i = 0; i < 10; i++) {
        (i % 2 == 0 ? one : two).rest().register("many-" + i);
      }
      await().until(() -> database.number("select count(*) from mail_outbox") == 0);

      List<MimeMessage> all = Arrays.asList(server.getReceivedMessages());
      assertThat(all).hasSize(10);
      assertThat(all.stream().map(MailIT::recipient)).doesNotHaveDuplicates();
    }
  }

  @Test
  void withoutAServerItIsSaidOnceAndEverybodyIsAnsweredTheSame() throws Exception {
    try (LogLines log = new LogLines(Map.of("chat.parley.api.mail", Level.WARN));
        RunningApi api =
            RunningApi.with(
                Map.of(
                    "parley.database.url", database.url(), "parley.mail.poll-interval", "50ms"))) {
      Person ada = api.rest().register("unheard");
      api.rest()
          .post("/v1/auth/password-reset", "{\"email\": \"" + ada.username() + "@example.org\"}")
          .expect(202);
      await().until(() -> database.number("select count(*) from mail_outbox") == 0);

      assertThat(log.lines().stream().filter(line -> line.contains("parley.mail.smtp.host")))
          .hasSize(1);
      assertThat(api.rest().get("/dev/mail").status()).isEqualTo(404);
    }
  }

  @Test
  void withAServerButWithoutASenderNoApiStarts() {
    assertThatThrownBy(
            () ->
                RunningApi.with(
                        Map.of(
                            "parley.database.url",
                            database.url(),
                            "parley.mail.smtp.host",
                            "127.0.0.1"))
                    .close())
        .hasStackTraceContaining("parley.mail.from");
  }

  private RunningApi smtp(Map<String, String> more) {
    return smtp(server.getSmtp().getPort(), more);
  }

  private RunningApi smtp(int port, Map<String, String> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.mail.smtp.host",
                "127.0.0.1",
                "parley.mail.smtp.port",
                port,
                "parley.mail.smtp.tls",
                "none",
                "parley.mail.from",
                "Parley <parley@example.org>",
                "parley.mail.link-base",
                "https://chat.example.org",
                "parley.mail.retry-after",
                "200ms",
                "parley.mail.poll-interval",
                more.getOrDefault("poll", "100ms")));
    if (more.containsKey("username")) {
      settings.put("parley.mail.smtp.username", more.get("username"));
      settings.put("parley.mail.smtp.password", more.get("password"));
    }
    return RunningApi.with(settings);
  }

  private static String token(MimeMessage mail) throws Exception {
    Matcher matcher = TOKEN.matcher(text(mail));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String text(MimeMessage mail) throws Exception {
    return (String) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
  }

  private static String recipient(MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0].toString();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
