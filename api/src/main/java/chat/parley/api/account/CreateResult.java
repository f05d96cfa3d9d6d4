package chat.parley.api.account;

/// What came of creating an account.
public sealed interface CreateResult {

  record Created(ProvenPassword proof) implements CreateResult {}

  record UsernameTaken() implements CreateResult {}

  record EmailTaken() implements CreateResult {}
}
