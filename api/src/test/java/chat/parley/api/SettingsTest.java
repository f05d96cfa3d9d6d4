package chat.parley.api;

import static chat.parley.api.Configured.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.account.AdminSettings;
import chat.parley.api.account.MailTokenSettings;
import chat.parley.api.account.PasswordSettings;
import chat.parley.api.audit.AuditSettings;
import chat.parley.api.avatar.AvatarSettings;
import chat.parley.api.conversation.DirectMessageSettings;
import chat.parley.api.image.ImageSettings;
import chat.parley.api.limit.RateLimitSettings;
import chat.parley.api.lobby.LobbySettings;
import chat.parley.api.mail.MailSettings;
import chat.parley.api.mail.SmtpSettings;
import chat.parley.api.media.MediaSettings;
import chat.parley.api.realtime.RealtimeSettings;
import chat.parley.api.recording.RecordingSettings;
import chat.parley.api.schema.SchemaSettings;
import chat.parley.api.search.SearchSettings;
import chat.parley.api.session.AuthSettings;
import chat.parley.api.session.SessionSettings;
import chat.parley.api.stats.StatsSettings;
import chat.parley.api.storage.StorageSettings;
import chat.parley.api.system.CorsSettings;
import chat.parley.api.system.ProxySettings;
import chat.parley.shared.production.ProductionSettings;
import chat.parley.shared.redis.RedisSettings;
import chat.parley.shared.server.ShutdownSettings;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a setting is when nobody sets it. Those that have to be set are in [SecretSettingsTest].
class SettingsTest {
  private static LogLines log;

  @BeforeAll
  static void hush() {
    log = Configured.hushed();
  }

  @AfterAll
  static void unhush() {
    log.close();
  }

  @Test
  void anApiThatIsToEndStopsAtOnceAndFinishesWhatItHasBegunInFifteenSeconds() {
    try (ApplicationContext context = with(Map.of())) {
      ShutdownSettings settings = context.getBean(ShutdownSettings.class);

      assertThat(settings.notice()).isZero();
      assertThat(settings.firstRequest()).isEqualTo(Duration.ofMillis(500));
      assertThat(settings.gracePeriod()).isEqualTo(Duration.ofSeconds(15));
    }
  }

  @Test
  void anApiMigratesItsDatabase() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(SchemaSettings.class).migrate()).isTrue();
    }
  }

  @Test
  void whoeverLogsInStaysForThirtyDaysWithTokensOfFifteenMinutes() {
    try (ApplicationContext context = with(Map.of())) {
      AuthSettings settings = context.getBean(AuthSettings.class);

      assertThat(settings.accessTokenTtl()).isEqualTo(Duration.ofMinutes(15));
      assertThat(settings.refreshTokenTtl()).isEqualTo(Duration.ofDays(30));
      assertThat(settings.refreshRetryWindow()).isEqualTo(Duration.ofSeconds(10));
      assertThat(settings.toString()).doesNotContain("kty");
    }
  }

  @Test
  void endedSessionsAreLookedForEachSecondAndALookIsGoodForFive() {
    try (ApplicationContext context = with(Map.of())) {
      SessionSettings settings = context.getBean(SessionSettings.class);

      assertThat(settings.lookInterval()).isEqualTo(Duration.ofSeconds(1));
      assertThat(settings.staleAfter()).isEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void everybodyMayStartADirectConversation() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(DirectMessageSettings.class).directMessages())
          .isEqualTo(DirectMessageSettings.Who.EVERYONE);
    }
    try (ApplicationContext context = with(Map.of("parley.direct-messages", "friends"))) {
      assertThat(context.getBean(DirectMessageSettings.class).directMessages())
          .isEqualTo(DirectMessageSettings.Who.FRIENDS);
    }
  }

  @Test
  void everybodyIsInTheLobbyAndTwoHundredAreToldWhoComes() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(LobbySettings.class))
          .isEqualTo(new LobbySettings(true, "Lobby", 200));
    }
  }

  @Test
  void socketsAreOpenedAtThePushOfTheDevelopmentStack() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(RealtimeSettings.class).url())
          .isEqualTo(URI.create("ws://localhost:8081/ws"));
    }
  }

  @Test
  void passwordsLeaveACoreToOthersAndFiveHundredMayWaitFifteenSeconds() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(PasswordSettings.class))
          .isEqualTo(new PasswordSettings(19_456, 2, 0, 500, Duration.ofSeconds(15)));
    }
  }

  @Test
  void aLinkForANewPasswordIsGoodForAnHourAndOneForAnAddressForADay() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(MailTokenSettings.class))
          .isEqualTo(new MailTokenSettings(Duration.ofHours(1), Duration.ofHours(24)));
    }
  }

  @Test
  void mailIsNotKeptAndIsTriedForADay() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(MailSettings.class))
          .isEqualTo(
              new MailSettings(
                  null,
                  null,
                  false,
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(5),
                  Duration.ofHours(24)));
      assertThat(context.findBean(SmtpSettings.class)).isEmpty();
    }
  }

  @Test
  void aMailServerIsSpokenToByStartTls() {
    try (ApplicationContext context =
        with(
            Map.of(
                "parley.mail.smtp.host",
                "mail.example.org",
                "parley.mail.from",
                "parley@example.org",
                "parley.mail.link-base",
                "https://chat.example.org"))) {
      assertThat(context.getBean(SmtpSettings.class))
          .isEqualTo(
              new SmtpSettings(
                  "mail.example.org",
                  587,
                  null,
                  null,
                  SmtpSettings.Tls.STARTTLS,
                  Duration.ofSeconds(10)));
    }
  }

  @Test
  void filesLieInTheWorkingDirectoryAndAvatarsAreOfFiveMebibytesAtMost() {
    try (ApplicationContext context = with(Map.of())) {
      AvatarSettings avatars = context.getBean(AvatarSettings.class);

      assertThat(context.getBean(StorageSettings.class).folder()).isEqualTo("storage");
      assertThat(avatars.maxSize()).isEqualTo(5 * 1024 * 1024);
      assertThat(avatars.maxPixels()).isEqualTo(25_000_000);
      assertThat(avatars.orphanAge()).isEqualTo(Duration.ofDays(1));
    }
  }

  @Test
  void picturesHaveFiftyMillionPixelsAtMostAndTwoThreads() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(ImageSettings.class))
          .isEqualTo(new ImageSettings(50_000_000, 2_000_000_000L, 2, 64));
    }
  }

  @Test
  void filesOf25MebibytesAreTakenAndGoneUnlessTheyAreSentWithinADay() {
    try (ApplicationContext context = with(Map.of())) {
      MediaSettings settings = context.getBean(MediaSettings.class);

      assertThat(settings.maxSize()).isEqualTo(25 * 1024 * 1024);
      assertThat(settings.allowedTypes())
          .contains("image/png", "audio/*", "video/*", "application/pdf", "text/plain")
          .doesNotContain("text/html", "image/svg+xml", "application/xml");
      assertThat(settings.linkValidity()).isEqualTo(Duration.ofHours(1));
      assertThat(settings.unsentAge()).isEqualTo(Duration.ofDays(1));
      assertThat(settings.removalInterval()).isEqualTo(Duration.ofSeconds(1));
      assertThat(settings.thumbnailPatience()).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void recordingsOfTenMinutesGetAWaveformWithinTwentySeconds() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(RecordingSettings.class))
          .isEqualTo(new RecordingSettings(Duration.ofMinutes(10), Duration.ofSeconds(20)));
    }
  }

  @Test
  void redisHasTwoSecondsToConnectAndToAnswer() {
    try (ApplicationContext context =
        with(Map.of("parley.redis.uri", "redis://user:pa55word@cache.example.org:6390/2"))) {
      RedisSettings settings = context.getBean(RedisSettings.class);

      assertThat(settings.uri()).isEqualTo("redis://user:pa55word@cache.example.org:6390/2");
      assertThat(settings.cluster()).isEmpty();
      assertThat(settings.topologyRefresh()).isEqualTo(Duration.ofSeconds(10));
      assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
      assertThat(settings.commandTimeout()).isEqualTo(Duration.ofSeconds(2));
      assertThat(settings.toString())
          .contains("cache.example.org", "6390")
          .doesNotContain("pa55word");
    }
  }

  @Test
  void aSearchReadsNoMoreThanTwentyThousandMessagesAndRanksAThousand() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(SearchSettings.class))
          .isEqualTo(new SearchSettings(10_000, 20_000, 1_000, Duration.ofSeconds(5)));
    }
  }

  @Test
  void peopleAreLimitedUnlessItIsSetOtherwise() {
    try (ApplicationContext context = with(Map.of())) {
      RateLimitSettings limits = context.getBean(RateLimitSettings.class);

      assertThat(limits.enabled()).isTrue();
      assertThat(limits.redisTimeout()).isEqualTo(Duration.ofMillis(50));
      assertThat(limits.redisPause()).isEqualTo(Duration.ofSeconds(1));
      assertThat(limits.messages()).containsExactly("5/5s");
      assertThat(limits.conversations()).containsExactly("10/1h");
      assertThat(limits.uploads()).containsExactly("20/1h");
      assertThat(limits.login()).containsExactly("10/1m");
      assertThat(limits.loginByAddress()).containsExactly("10/1m");
      assertThat(limits.registration()).containsExactly("200/1m");
      assertThat(limits.passwordChecks()).containsExactly("10/1m");
      assertThat(limits.mails()).containsExactly("5/1h");
      assertThat(limits.mailsByAddress()).containsExactly("30/1h");
      assertThat(limits.friendRequests()).containsExactly("100/1h");
      assertThat(limits.reports()).containsExactly("20/1h");
      assertThat(limits.search()).containsExactly("120/1m");
      assertThat(limits.tickets()).containsExactly("120/1m");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "five/5s", "5/5", "0/5s", "5/0s", "-1/5s", "5/5s;6/6s"})
  void aRateLimitThatIsNoneIsRefused(String text) {
    try (ApplicationContext context = with(Map.of("parley.rate-limits.search", List.of(text)))) {
      assertThatThrownBy(() -> context.getBean(RateLimitSettings.class).quotas())
          .hasMessage("no rate limit: " + text);
    }
  }

  @Test
  void noOtherOriginIsLetInByDefault() {
    try (ApplicationContext context = with(Map.of())) {
      CorsSettings cors = context.getBean(CorsSettings.class);

      assertThat(cors.allowedOrigins()).isEmpty();
      assertThat(cors.maxAge()).isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void figuresAreTwoSecondsOldAndCountedUpToAHundredThousand() {
    try (ApplicationContext context = with(Map.of())) {
      StatsSettings stats = context.getBean(StatsSettings.class);

      assertThat(stats.refresh()).isEqualTo(Duration.ofSeconds(2));
      assertThat(stats.exactUpTo()).isEqualTo(100_000);
    }
  }

  @Test
  void nobodyIsAnAdminByDefaultAndWhatOpensTheirAccountIsNotPrinted() {
    try (ApplicationContext context = with(Map.of("parley.admin.password", "pa55word of root"))) {
      AdminSettings admin = context.getBean(AdminSettings.class);

      assertThat(admin.username()).isNull();
      assertThat(admin.passwordHash()).isNull();
      assertThat(admin.email()).isNull();
      assertThat(admin.toString()).doesNotContain("pa55word");
    }
  }

  @Test
  void theAuditLogIsKeptForEverOrAMonthAtLeast() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(AuditSettings.class).keep()).isNull();
    }
    assertThat(new AuditSettings(Duration.ofDays(30)).keep()).isEqualTo(Duration.ofDays(30));
    assertThatThrownBy(() -> new AuditSettings(Duration.ofDays(29)))
        .hasMessage("parley.audit.keep must be 30 days at least");
  }

  @Test
  void thatThereIsNoProxyCanBeSaid() {
    try (ApplicationContext context = with(Map.of("parley.trusted-proxies", "none"))) {
      assertThat(context.getBean(ProxySettings.class).trustedProxies()).isEmpty();
    }
  }

  @Test
  void itIsNotInEarnestUnlessSomebodySaysSo() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(ProductionSettings.class))
          .isEqualTo(new ProductionSettings(false, List.of()));
    }
  }

  @Test
  void nobodysForwardingIsBelievedByDefault() {
    try (ApplicationContext context = with(Map.of())) {
      assertThat(context.getBean(ProxySettings.class).trustedProxies()).isEmpty();
    }
  }
}
