package chat.parley.shared.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.value.MapPropertyResolver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final Condition NEVER_MET =
      settings ->
          Stream.of(
              new Finding.Refusal("parley.some-thing", "is wrong", "Mend it"),
              new Finding.Warning("parley.other", "is odd", "Look at it"),
              new Finding.Refusal("parley.third", "is wrong, too", "Mend it as well"));
  private static final Inspection INSPECTION =
      new Inspection(List.of(NEVER_MET, new CredentialCondition()));

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> INSPECTION.of(settings(Map.of("parley.production", "true"))))
        .isInstanceOf(UnfitException.class)
        .hasMessageContaining("3 settings are not fit")
        .hasMessageContaining("parley.some-thing (PARLEY_SOME_THING) is wrong. Mend it.")
        .hasMessageContaining("parley.third (PARLEY_THIRD) is wrong, too. Mend it as well.")
        .hasMessageContaining("parley.internal.credential (PARLEY_INTERNAL_CREDENTIAL) is not set")
        .message()
        .doesNotContain("parley.other");
  }

  @Test
  void whatIsOnlyOddDoesNotKeepItFromStarting() {
    Inspection odd =
        new Inspection(
            List.of(any -> Stream.of(new Finding.Warning("parley.other", "is odd", "Look"))));

    assertThatCode(() -> odd.of(settings(Map.of("parley.production", "true"))))
        .doesNotThrowAnyException();
  }

  @Test
  void elsewhereNothingIsLookedAt() {
    assertThatCode(() -> INSPECTION.of(settings(Map.of()))).doesNotThrowAnyException();
    assertThatCode(() -> INSPECTION.of(settings(Map.of("parley.production", "false"))))
        .doesNotThrowAnyException();
  }

  @Test
  void anEnvironmentOfThatNameIsProductionWhateverTheSettingSays() {
    for (String name : List.of("production", "prod")) {
      Settings settings =
          new Settings(
              new MapPropertyResolver(Map.of("parley.production", "false")), Set.of(name, "cloud"));

      assertThatThrownBy(() -> INSPECTION.of(settings)).isInstanceOf(UnfitException.class);
    }
  }

  @Test
  void whatIsSetToNothingIsNotSet() {
    Settings settings = settings(Map.of("parley.a", " ", "parley.b", " , x ,"));

    assertThat(settings.text("parley.a")).isEmpty();
    assertThat(settings.list("parley.b")).containsExactly("x");
    assertThat(settings.isOn("parley.c")).isFalse();
    assertThat(settings.isOff("parley.c")).isFalse();
  }

  private static Settings settings(Map<String, Object> values) {
    return new Settings(new MapPropertyResolver(values), Set.of());
  }
}
