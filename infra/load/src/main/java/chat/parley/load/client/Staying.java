package chat.parley.load.client;

/// A client that nobody has a reason to close.
public final class Staying implements Course {
  @Override
  public void closed(Client client, int code) {
    client.loop().fault("one that reads was closed with " + code);
  }
}
