package chat.parley.api.user;

/// What a username looks like, for whoever asks for one.
public final class Names {
  public static final String USERNAME = "[A-Za-z0-9_.-]{3,32}";
  public static final String USERNAME_RULE = "must be 3 to 32 of letters, digits, '_', '.', '-'";

  private Names() {}
}
