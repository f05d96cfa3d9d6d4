package chat.parley.api.account;

import chat.parley.api.system.Problems;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.MutableHttpResponse;
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

  /// The answer to who is none.
  public static <T> MutableHttpResponse<T> refusal() {
    return Problems.refuse(ErrorCode.FORBIDDEN, "Only admins of the system may do this.");
  }
}
