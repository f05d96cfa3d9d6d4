package chat.parley.infra.stores;

/// A process did not come up. The message is one line for a person: what, why, and where its log
/// is.
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String line) {
    super(line);
  }
}
