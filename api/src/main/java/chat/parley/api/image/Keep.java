package chat.parley.api.image;

/// What of a picture is copied.
enum Keep {
  EVERYTHING(true, true),

  /// Without what says how its colours are meant: what is decoded from that are the numbers that
  /// were encoded.
  PLAIN(true, false),

  /// Only what says how its colours are meant.
  COLOURS(false, true);

  private final boolean picture;
  private final boolean colours;

  Keep(boolean picture, boolean colours) {
    this.picture = picture;
    this.colours = colours;
  }

  boolean picture() {
    return picture;
  }

  boolean colours() {
    return colours;
  }
}
