package chat.parley.api.audit;

/// What can be read in the audit log, by its name in lower case: a constant may be added, none
/// renamed.
public enum Action {
  ACCOUNT_REGISTERED,
  ACCOUNT_DELETED,
  ADMIN_APPOINTED,
  LOGIN_SUCCEEDED,
  LOGIN_FAILED,
  /// A refresh token that was spent came again; its session is over.
  REFRESH_REUSED,
  LOGGED_OUT,
  LOGGED_OUT_EVERYWHERE,
  SESSION_REVOKED,
  PASSWORD_CHANGED,
  PASSWORD_RESET_REQUESTED,
  PASSWORD_RESET,
  EMAIL_CHANGED,
  EMAIL_VERIFIED,
  DATA_EXPORTED,
  USER_SUSPENDED,
  USER_RESTORED,
  ROLE_CHANGED,
  PARTICIPANT_MUTED,
  MUTE_LIFTED,
  PARTICIPANT_REMOVED,
  PARTICIPANT_BANNED,
  BAN_LIFTED,
  CONVERSATION_DELETED
}
