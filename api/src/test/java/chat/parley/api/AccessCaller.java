package chat.parley.api;

import chat.parley.api.Rest.Answer;
import java.util.Locale;

/// The kinds of callers, in the order of the columns of `access.txt`.
enum AccessCaller {
  NOBODY,
  OWNER,
  ADMIN,
  MEMBER,
  MUTED,
  REMOVED,
  BANNED,
  OTHER,
  BLOCKED,
  SYSADMIN,
  SUSPENDED,
  REVOKED,
  EXPIRED;

  boolean hasAccess() {
    return switch (this) {
      case OWNER, ADMIN, MEMBER, MUTED, REMOVED, BANNED, OTHER, BLOCKED, SYSADMIN -> true;
      case NOBODY, SUSPENDED, REVOKED, EXPIRED -> false;
    };
  }

  /// Whether the owner takes them into a conversation when it is opened, whatever comes later.
  boolean isTakenIn() {
    return switch (this) {
      case ADMIN, MEMBER, MUTED, REMOVED, BANNED, SUSPENDED, REVOKED, EXPIRED -> true;
      case NOBODY, OWNER, OTHER, BLOCKED, SYSADMIN -> false;
    };
  }

  /// A 401 says what is wrong with the token.
  boolean isRefusedRightly(Answer answer) {
    return answer.status() != 401 || answer.text("code").equals(whatIsWrong());
  }

  private String whatIsWrong() {
    return switch (this) {
      case OWNER, ADMIN, MEMBER, MUTED, REMOVED, BANNED, OTHER, BLOCKED, SYSADMIN -> "nothing";
      case NOBODY -> "unauthenticated";
      case SUSPENDED -> "account_suspended";
      case REVOKED -> "session_revoked";
      case EXPIRED -> "token_expired";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
