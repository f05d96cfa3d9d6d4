package chat.parley.api.mail;

import java.util.Optional;

/// Writes the mails of one kind when they go. Called once for each try, so what a mail proves is
/// made anew each time and the newest is what counts.
public interface Letters {

  /// As it stands in the outbox.
  String kind();

  /// @param email whom it was promised to
  /// @return empty when there is nothing to say to them any more, or never was
  Optional<Letter> write(String email);
}
