package chat.parley.api.account;

/// More passwords are waiting to be hashed than this api can hash in time.
class HashingBusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HashingBusyException() {
    super("too many passwords wait to be hashed");
  }
}
