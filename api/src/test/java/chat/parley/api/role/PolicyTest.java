package chat.parley.api.role;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.event.Conversation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The table, written out a second time by hand.
class PolicyTest {
  private static final String LOWER = "lower";

  /// What the owner, an admin and a member of a group, a member of a channel, and one of two may
  /// do: `lower` to whom they outrank.
  @ParameterizedTest
  @CsvSource({
    "WRITE,       yes,   yes,   yes, no,  yes",
    "PIN,         yes,   yes,   no,  no,  yes",
    "ERASE,       yes,   yes,   no,  no,  no",
    "LEAVE,       yes,   yes,   yes, yes, never",
    "DESCRIBE,    yes,   yes,   no,  no,  never",
    "ADD,         yes,   yes,   no,  no,  never",
    "INVITE,      yes,   yes,   no,  no,  never",
    "REMOVE,      lower, lower, no,  no,  never",
    "MUTE,        lower, lower, no,  no,  never",
    "BAN,         lower, lower, no,  no,  never",
    "LIFT_BAN,    yes,   yes,   no,  no,  never",
    "CHANGE_ROLE, lower, no,    no,  no,  never",
    "CLOSE,       yes,   no,    no,  no,  never"
  })
  void everyRoleMayDoWhatTheTableSays(
      Deed deed, String owner, String admin, String member, String reader, String one) {
    for (Conversation.Type type : List.of(Conversation.Type.GROUP, Conversation.Type.CHANNEL)) {
      check(deed, type, Conversation.Role.OWNER, owner);
      check(deed, type, Conversation.Role.ADMIN, admin);
    }
    check(deed, Conversation.Type.GROUP, Conversation.Role.MEMBER, member);
    check(deed, Conversation.Type.CHANNEL, Conversation.Role.MEMBER, reader);
    check(deed, Conversation.Type.DIRECT, Conversation.Role.MEMBER, one);
  }

  private static void check(
      Deed deed, Conversation.Type type, Conversation.Role actor, String wanted) {
    String what = "%s by %s in %s".formatted(deed, actor, type);
    assertThat(Policy.rule(deed, type, actor).isAllowed())
        .as(what)
        .isEqualTo(Set.of("yes", LOWER).contains(wanted));
    assertThat(Policy.rule(deed, type, actor) == Ruling.OF_TWO)
        .as(what)
        .isEqualTo(wanted.equals("never"));
    for (Conversation.Role subject : Conversation.Role.values()) {
      assertThat(Policy.rule(deed, type, actor, subject).isAllowed())
          .as("%s to %s", what, subject)
          .isEqualTo(wanted.equals("yes") || (wanted.equals(LOWER) && isLower(actor, subject)));
    }
  }

  private static boolean isLower(Conversation.Role actor, Conversation.Role subject) {
    return (actor == Conversation.Role.OWNER && subject != Conversation.Role.OWNER)
        || (actor == Conversation.Role.ADMIN && subject == Conversation.Role.MEMBER);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNotInItCannotTellThatItIsThere(Deed deed) {
    for (Conversation.Type type : Conversation.Type.values()) {
      assertThat(Policy.rule(deed, type, null, Conversation.Role.MEMBER)).isEqualTo(Ruling.ABSENT);
    }
  }

  @Test
  void aRefusalSaysWhoseRightItIs() {
    assertThat(Policy.rule(Deed.CLOSE, Conversation.Type.GROUP, Conversation.Role.ADMIN))
        .isEqualTo(Ruling.NOT_THE_OWNER);
    assertThat(
            Policy.rule(
                Deed.CHANGE_ROLE,
                Conversation.Type.GROUP,
                Conversation.Role.MEMBER,
                Conversation.Role.MEMBER))
        .isEqualTo(Ruling.NOT_THE_OWNER);
    assertThat(
            Policy.rule(
                Deed.MUTE,
                Conversation.Type.GROUP,
                Conversation.Role.MEMBER,
                Conversation.Role.MEMBER))
        .isEqualTo(Ruling.NOT_AN_ADMIN);
    assertThat(
            Policy.rule(
                Deed.MUTE,
                Conversation.Type.GROUP,
                Conversation.Role.ADMIN,
                Conversation.Role.ADMIN))
        .isEqualTo(Ruling.OF_EQUAL_RANK);
  }

  /// What a statement decides by itself is what the table says.
  @ParameterizedTest
  @EnumSource
  void theConditionNamesThoseWhoMay(Deed deed) {
    String allowed =
        Arrays.stream(Conversation.Type.values())
            .flatMap(
                type ->
                    Arrays.stream(Conversation.Role.values())
                        .filter(role -> Policy.rule(deed, type, role).isAllowed())
                        .map(role -> "('%s', '%s')".formatted(type, role).toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));

    assertThat(Policy.condition(deed, "c.type", "p.role"))
        .isEqualTo("(c.type, p.role) in (" + allowed + ")");
  }
}
