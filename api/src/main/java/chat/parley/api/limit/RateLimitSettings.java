package chat.parley.api.limit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often who may do what: for each class of [Limit] one or several `count/span` that all hold
/// (`5/5s`), or `off`.
///
/// @param enabled `false` switches all of them off
/// @param redisTimeout how long Redis may take to say whether somebody may, before this api
///     decides by what it has seen itself
/// @param redisPause how long Redis is then not asked again
/// @param messages sent by a user, forwards among them
/// @param conversations made by a user
/// @param uploads of a user
/// @param login attempts for a name, whether or not somebody has it
/// @param loginByAddress attempts from an address
/// @param registration from an address
/// @param passwordChecks passwords that somebody who is logged in is asked for again
/// @param mails that somebody causes to be sent to an address, per that address
/// @param mailsByAddress the same, per address of whoever asks
/// @param friendRequests of a user
/// @param reports of a user
/// @param search of a user
/// @param tickets for sockets, of a user
@ConfigurationProperties("parley.rate-limits")
public record RateLimitSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "50ms") Duration redisTimeout,
    @Bindable(defaultValue = "1s") Duration redisPause,
    @Bindable(defaultValue = "5/5s") List<String> messages,
    @Bindable(defaultValue = "10/1h") List<String> conversations,
    @Bindable(defaultValue = "20/1h") List<String> uploads,
    @Bindable(defaultValue = "10/1m") List<String> login,
    @Bindable(defaultValue = "10/1m") List<String> loginByAddress,
    @Bindable(defaultValue = "200/1m") List<String> registration,
    @Bindable(defaultValue = "10/1m") List<String> passwordChecks,
    @Bindable(defaultValue = "5/1h") List<String> mails,
    @Bindable(defaultValue = "30/1h") List<String> mailsByAddress,
    @Bindable(defaultValue = "100/1h") List<String> friendRequests,
    @Bindable(defaultValue = "20/1h") List<String> reports,
    @Bindable(defaultValue = "120/1m") List<String> search,
    @Bindable(defaultValue = "120/1m") List<String> tickets) {
  private static final String OFF = "off";

  /// What holds for each class; nothing for one that is off.
  ///
  /// @throws IllegalArgumentException when a text is no rate limit
  public Map<Limit, List<Quota>> quotas() {
    Map<Limit, List<Quota>> quotas = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      List<String> texts = enabled ? texts(limit) : List.of(OFF);
      quotas.put(
          limit,
          texts.equals(List.of(OFF)) ? List.of() : texts.stream().map(Quota::parse).toList());
    }
    return quotas;
  }

  private List<String> texts(Limit limit) {
    return switch (limit) {
      case MESSAGES -> messages;
      case CONVERSATIONS -> conversations;
      case UPLOADS -> uploads;
      case LOGIN -> login;
      case LOGIN_BY_ADDRESS -> loginByAddress;
      case REGISTRATION -> registration;
      case PASSWORD_CHECKS -> passwordChecks;
      case MAILS -> mails;
      case MAILS_BY_ADDRESS -> mailsByAddress;
      case FRIEND_REQUESTS -> friendRequests;
      case REPORTS -> reports;
      case SEARCH -> search;
      case TICKETS -> tickets;
    };
  }
}
