package chat.parley.api.realtime;

import chat.parley.api.system.Unguessable;

/// Opens one socket: 256 random bits, known to the client alone. Redis has its hash.
record Ticket(String value) {
  static Ticket random() {
    return new Ticket(Unguessable.text());
  }

  /// Without the ticket.
  @Override
  public String toString() {
    return "Ticket[…]";
  }
}
