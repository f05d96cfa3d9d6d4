package chat.parley.api.role;

import chat.parley.shared.event.Conversation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may do what to whom. The table itself is [Deed]; here is what it says:
///
/// | in a group or channel        | owner | admin | member      | in a direct one |
/// |------------------------------|-------|-------|-------------|-----------------|
/// | write, edit one's own        | yes   | yes   | in a group  | yes             |
/// | pin                          | yes   | yes   | no          | yes             |
/// | delete what others wrote     | yes   | yes   | no          | no              |
/// | leave                        | yes   | yes   | yes         | never           |
/// | name, describe, picture, …   | yes   | yes   | no          | never           |
/// | add, invite                  | yes   | yes   | no          | never           |
/// | remove, mute, ban            | lower | lower | no          | never           |
/// | see bans, lift them          | yes   | yes   | no          | never           |
/// | change roles, hand over      | lower | no    | no          | never           |
/// | close it                     | yes   | no    | no          | never           |
///
/// "Lower": those of a lower role than one's own, so nobody does it to themselves, and those who
/// are not in it. What everybody in it may do (read, react, …) is not asked here, and whoever is
/// not in it may do nothing but join what is public.
///
/// In the lobby nobody is the owner, and the admins of the system, as long as they are in it, are
/// its admins: [#roleInEffect].
public final class Policy {
  private Policy() {}

  /// @param actor the role of who wants to do it, `null` for who is not in the conversation
  public static Ruling rule(Deed deed, Conversation.Type type, Conversation.@Nullable Role actor) {
    return rule(deed, type, actor, null);
  }

  /// @param subject the role of whom it would happen to, `null` for who is not in it
  public static Ruling rule(
      Deed deed,
      Conversation.Type type,
      Conversation.@Nullable Role actor,
      Conversation.@Nullable Role subject) {
    if (actor == null) {
      return Ruling.ABSENT;
    }
    return switch (power(deed, type, actor)) {
      case YES -> Ruling.ALLOWED;
      case IN_GROUPS -> type == Conversation.Type.GROUP ? Ruling.ALLOWED : Ruling.NOT_AN_ADMIN;
      case TO_LOWER ->
          subject == null || outranks(actor, subject) ? Ruling.ALLOWED : Ruling.OF_EQUAL_RANK;
      case NO -> deed.admin == Power.NO ? Ruling.NOT_THE_OWNER : Ruling.NOT_AN_ADMIN;
      case NEVER -> Ruling.OF_TWO;
    };
  }

  private static Power power(Deed deed, Conversation.Type type, Conversation.Role actor) {
    if (type == Conversation.Type.DIRECT) {
      return deed.direct;
    }
    return switch (actor) {
      case OWNER -> deed.owner;
      case ADMIN -> deed.admin;
      case MEMBER -> deed.member;
    };
  }

  private static boolean outranks(Conversation.Role one, Conversation.Role other) {
    return one.compareTo(other) < 0;
  }

  /// [#rule] as a condition, for a statement that decides under its own locks.
  ///
  /// @param type the conversation's, an expression of the statement's
  /// @param role the actor's, in effect
  public static String condition(Deed deed, String type, String role) {
    return Arrays.stream(Conversation.Type.values())
        .flatMap(
            kind ->
                Arrays.stream(Conversation.Role.values())
                    .filter(each -> rule(deed, kind, each).isAllowed())
                    .map(each -> "('%s', '%s')".formatted(name(kind), name(each))))
        .collect(Collectors.joining(", ", "(%s, %s) in (".formatted(type, role), ")"));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The role of a participant, as SQL: what stands in their row, but for the lobby, in which the
  /// admins of the system are admins. Elsewhere it costs no look at the account.
  ///
  /// @param conversation the alias of the row of the conversation
  /// @param participant that of the participant
  public static String roleInEffect(String conversation, String participant) {
    return """
        case when %1$s.lobby and exists (select from accounts system_admin
                                          where system_admin.id = %2$s.user_id
                                            and system_admin.role = 'admin')
             then 'admin' else %2$s.role end"""
        .formatted(conversation, participant);
  }
}
