package chat.parley.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.id.MediaId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MediaLinksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final MediaId ID =
      new MediaId(UUID.fromString("01a1ffa9-1d33-7495-a185-5bc5027ef4bd"));
  private static final MediaId OTHER =
      new MediaId(UUID.fromString("01a1ffa9-1d33-7495-a185-5bc5027ef4be"));

  private final Given given = Given.of(links(NOW, "c".repeat(32)).to(ID, MediaLinks.Variant.WHOLE));

  @Test
  void aLinkIsGoodForAnHour() {
    assertThat(given.path).isEqualTo("/v1/media/" + ID);
    assertThat(check(NOW, given)).isEqualTo(MediaLinks.Verdict.GOOD);
    assertThat(check(NOW.plusSeconds(3_600), given)).isEqualTo(MediaLinks.Verdict.GOOD);
    assertThat(check(NOW.plusSeconds(3_601), given)).isEqualTo(MediaLinks.Verdict.EXPIRED);
  }

  @Test
  void itIsGoodAtEveryApiOfTheSameCredentialAndAtNoOther() {
    assertThat(
            links(NOW, "c".repeat(32))
                .check(ID, MediaLinks.Variant.WHOLE, given.expires, given.signature))
        .isEqualTo(MediaLinks.Verdict.GOOD);
    assertThat(
            links(NOW, "d".repeat(32))
                .check(ID, MediaLinks.Variant.WHOLE, given.expires, given.signature))
        .isEqualTo(MediaLinks.Verdict.WRONG);
  }

  @Test
  void itIsGoodForNothingElse() {
    MediaLinks links = links(NOW, "c".repeat(32));
    String later = Long.toString(Long.parseLong(given.expires) + 1);

    assertThat(
            List.of(
                links.check(OTHER, MediaLinks.Variant.WHOLE, given.expires, given.signature),
                links.check(ID, MediaLinks.Variant.THUMBNAIL, given.expires, given.signature),
                links.check(ID, MediaLinks.Variant.WHOLE, later, given.signature),
                links.check(ID, MediaLinks.Variant.WHOLE, "-1", given.signature),
                links.check(ID, MediaLinks.Variant.WHOLE, "9".repeat(30), given.signature),
                links.check(ID, MediaLinks.Variant.WHOLE, given.expires, given.signature + "A"),
                links.check(ID, MediaLinks.Variant.WHOLE, given.expires, ""),
                links.check(ID, MediaLinks.Variant.WHOLE, given.expires, null),
                links.check(ID, MediaLinks.Variant.WHOLE, null, given.signature)))
        .containsOnly(MediaLinks.Verdict.WRONG);
  }

  private static MediaLinks.Verdict check(Instant at, Given given) {
    return links(at, "c".repeat(32))
        .check(ID, MediaLinks.Variant.WHOLE, given.expires, given.signature);
  }

  private static MediaLinks links(Instant at, String credential) {
    return new MediaLinks(
        new ServiceCredential(credential),
        new MediaSettings(
            1,
            List.of("text/plain"),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ZERO,
            Duration.ZERO),
        Clock.fixed(at, ZoneOffset.UTC));
  }

  private record Given(String path, String expires, String signature) {
    private static final Pattern FORM =
        Pattern.compile("(/[a-z0-9/-]+)\\?expires=(\\d+)&signature=([A-Za-z0-9_-]{43})");

    static Given of(String link) {
      Matcher form = FORM.matcher(link);
      assertThat(form.matches()).as(link).isTrue();
      return new Given(form.group(1), form.group(2), form.group(3));
    }
  }
}
