package chat.parley.api.lobby;

import chat.parley.api.account.Welcome;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.api.participant.Arrivals;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;

/// Puts everybody who registers into the lobby.
///
/// Not within [chat.parley.api.conversation.MembershipChanges]: one registration would wait for the
/// other from its first statement to its commit. It isn't needed, for nobody else knows of the
/// account before the commit, so nobody bans, adds or removes it; and the lobby has no owner whom
/// somebody would have to succeed, and doesn't close.
@Singleton
class Lobby implements Welcome {
  private final LobbySettings settings;
  private final LobbyRepository repository;
  private final Arrivals arrivals;
  private final IdGenerator ids;

  Lobby(LobbySettings settings, LobbyRepository repository, Arrivals arrivals, IdGenerator ids) {
    this.settings = settings;
    this.repository = repository;
    this.arrivals = arrivals;
    this.ids = ids;
  }

  @Override
  public List<OutboxRow> receive(UserId user) {
    if (!settings.enabled()) {
      return List.of();
    }
    LobbyRepository.Room lobby =
        repository
            .find()
            .orElseGet(() -> repository.open(ids.conversation(), settings.name(), user));
    if (lobby.participants() < settings.announcedUpTo()) {
      return arrivals.announce(lobby.id(), user);
    }
    repository.letInQuietly(lobby.id(), user);
    return List.of();
  }
}
