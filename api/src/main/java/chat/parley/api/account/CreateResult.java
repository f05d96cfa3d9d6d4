package chat.parley.api.account;

import chat.parley.shared.event.User;

/// What came of creating an account.
public sealed interface CreateResult {

  record Created(User user) implements CreateResult {}

  record UsernameTaken() implements CreateResult {}

  record EmailTaken() implements CreateResult {}
}
