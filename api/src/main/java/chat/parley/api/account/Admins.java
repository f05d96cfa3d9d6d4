package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;

/// Says who is an admin of the system: by what is stored now, for a token doesn't say so.
@Singleton
public class Admins {
  private final AdminRepository repository;

  Admins(AdminRepository repository) {
    this.repository = repository;
  }

  public boolean isAdmin(UserId user) {
    return repository.isAdmin(user);
  }
}
