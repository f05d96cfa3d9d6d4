package chat.parley.infra.dev.rehearsal;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is played: people come, talk, look around, lose their connections and leave.
public final class Performance {
  private static final int CAST = 4;

  /// Of each: enough for the JVM to see how the methods on the way of a message are used.
  private static final int LINES = 60;

  private static final int RETURNS = 4;

  private final List<Actor> cast;

  /// @param api the address of an api
  /// @param push of a push node, likewise with `http:`
  public Performance(URI api, URI push) {
    var sockets = URI.create("ws://" + push.getAuthority());
    cast = IntStream.range(0, CAST).mapToObj(i -> new Actor("actor-" + i, api, sockets)).toList();
  }

  /// Returns when everybody has heard what everybody said; fails where somebody is refused or
  /// hears nothing.
  public void perform() {
    SideBySide.each(cast, Actor::comes);
    var first = cast.getFirst();
    var others =
        cast.stream().skip(1).map(actor -> '"' + actor.id() + '"').collect(Collectors.joining(","));
    var room = first.opens(others);
    SideBySide.each(cast, actor -> actor.talks(room, LINES));
    SideBySide.each(cast, actor -> actor.hearsLastOf(cast));
    SideBySide.each(cast, actor -> actor.looksAround(room));
    SideBySide.each(cast, actor -> actor.comesBack(RETURNS));
    SideBySide.each(cast, Actor::leaves);
  }
}
