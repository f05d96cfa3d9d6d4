package chat.parley.api.recording;

/// Whether there is anything to look at.
public enum Kind {
  AUDIO("audio"),
  VIDEO("video");

  private final String top;

  Kind(String top) {
    this.top = top;
  }

  /// The media type of a container that may hold either.
  String type(String subtype) {
    return top + "/" + subtype;
  }
}
