package chat.parley.api.limit;

import java.util.Locale;

/// The classes of actions that are limited, each by itself.
public enum Limit {
  /// Per user; only what is really written counts.
  MESSAGES,
  /// Per user; only what is really created counts.
  CONVERSATIONS,
  /// Per user.
  UPLOADS,
  /// Per submitted name, whether or not somebody has it; each attempt counts.
  LOGIN,
  /// Per address; each attempt counts.
  LOGIN_BY_ADDRESS,
  /// Per address.
  REGISTRATION,
  /// Passwords asked for again of whoever is logged in. Per user.
  PASSWORD_CHECKS,
  /// Mails that somebody causes to be sent to an address, per that address.
  MAILS,
  /// The same, per address of whoever asks.
  MAILS_BY_ADDRESS,
  /// Per user.
  FRIEND_REQUESTS,
  /// Per user.
  REPORTS,
  /// Per user.
  SEARCH,
  /// Per user.
  TICKETS;

  /// As it is called in settings, headers and meters.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
