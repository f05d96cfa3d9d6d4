package chat.parley.system.chaos;

import java.util.ArrayList;
import java.util.List;

/// What a socket was told of one conversation, for whoever has to find out why. Pure.
final class Story {
  private static final int MOST = 40;

  private Story() {}

  static String of(Journal journal, Journal.Entry.Saw wrong) {
    List<String> told = new ArrayList<>();
    for (Journal.Entry entry : journal.entries()) {
      switch (entry) {
        case Journal.Entry.Opened opened -> {
          if (opened.socket() == wrong.socket()) {
            told.add("hello " + opened.hello().get(wrong.conversation()));
            told.add("sent " + opened.sent().get(wrong.conversation()));
          }
        }
        case Journal.Entry.Resumed resumed -> {
          if (resumed.socket() == wrong.socket()) {
            told.add(resumed.reset().contains(wrong.conversation()) ? "reset" : "resumed");
          }
        }
        case Journal.Entry.Saw saw -> {
          if (saw.socket() == wrong.socket() && saw.conversation().equals(wrong.conversation())) {
            told.add(Long.toString(saw.seq()));
          }
        }
        case Journal.Entry.TooLate late -> {
          if (late.socket() == wrong.socket()) {
            told.add("too late to resume");
          }
        }
        case Journal.Entry.Reloaded reloaded -> {}
      }
    }
    return "%s, socket %d, was told %s: %d (%s)"
        .formatted(
            journal.reader(),
            wrong.socket(),
            told.size() > MOST ? told.subList(0, MOST) + "…" : told,
            wrong.seq(),
            wrong.what());
  }
}
