package chat.parley.load.population;

import java.util.List;
import java.util.UUID;

/// Somebody.
///
/// @param token that their device shows
/// @param conversations those that they are in
public record Member(String name, UUID id, UUID session, String token, List<UUID> conversations) {
  public Member {
    conversations = List.copyOf(conversations);
  }
}
