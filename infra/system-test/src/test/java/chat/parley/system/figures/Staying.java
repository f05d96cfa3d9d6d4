package chat.parley.system.figures;

/// A client that nobody has a reason to close.
final class Staying implements Course {
  @Override
  public void closed(LeanClient client, int code) {
    client.loop().fault("one that reads was closed with " + code);
  }
}
