package chat.parley.load.bench;

import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Commands;
import chat.parley.load.client.Load;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.client.Script;
import chat.parley.load.meter.Markdown;
import chat.parley.load.population.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Chores of many people that go on until [#end()], each at its own rate.
final class Work implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final ClientLoop senders;
  private final Contestant contestant;
  private final List<Load> loads = new ArrayList<>();
  private final List<Commands> commands = new ArrayList<>();
  private final List<Reconnects> reconnects = new ArrayList<>();
  private final long began = System.nanoTime();
  private double perSecond;
  private boolean ended;

  private Work(ClientLoop senders, Contestant contestant) {
    this.senders = senders;
    this.contestant = contestant;
  }

  static Work start(ClientLoop senders, Contestant contestant, List<Chore> chores, double times) {
    Work work = new Work(senders, contestant);
    long first = contestant.nextNumber();
    ClientLoop loop = contestant.crowd().loop();
    loop.takeFaults();
    loop.ask(
        () -> {
          loop.tally().countFrom(first);
          return first;
        });
    chores.forEach(chore -> work.start(chore, chore.perSecond() * times));
    return work;
  }

  private void start(Chore chore, double rate) {
    perSecond += rate;
    List<Member> people = contestant.population().members();
    List<ParleyClient> clients =
        contestant.crowd().clients().stream().map(ParleyClient.class::cast).toList();
    // Numbers far apart, so that no two chores have the same.
    long first = contestant.nextNumber();
    contestant.goOnFrom(first + 1_000_000);
    switch (chore.way()) {
      case Chore.Requested requested ->
          loads.add(
              Load.start(
                  senders,
                  contestant.server().requestPorts(),
                  script(requested.asking(), people),
                  rate,
                  first));
      case Chore.Commanded commanded ->
          commands.add(
              Commands.start(
                  contestant.crowd().loop(),
                  clients,
                  (number, who) -> commanded.saying().command(number, who),
                  rate,
                  first));
      case Chore.Reconnected reconnected ->
          reconnects.add(new Reconnects(contestant.crowd(), rate));
    }
  }

  private static Script script(Chore.Asking asking, List<Member> people) {
    return (number, due) -> asking.request(number, due, people.get((int) (number % people.size())));
  }

  /// How much should have been done by now.
  double due() {
    return perSecond * (System.nanoTime() - began) / 1e9;
  }

  /// How much was, and was answered.
  double done() {
    ClientLoop loop = contestant.crowd().loop();
    return loads.stream().mapToLong(Load::acknowledged).sum()
        + (commands.isEmpty() ? 0 : loop.ask(() -> loop.tally().answered()))
        + reconnects.stream().mapToLong(Reconnects::done).sum();
  }

  /// No more; returns when all is answered, or nobody can wait for it any longer.
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    commands.forEach(Commands::close);
    loads.forEach(Load::close);
    reconnects.forEach(Reconnects::close);
    contestant.crowd().awaitAll(Client::isFollowing, PATIENCE_SECONDS);
    Moment patience = Moment.seconds(PATIENCE_SECONDS);
    while (!addsUp() && !patience.isOver()) {
      Moment.millis(50).await();
    }
    if (!addsUp()) {
      System.err.println(whatDoesNotAddUp());
    }
  }

  private String whatDoesNotAddUp() {
    ClientLoop loop = contestant.crowd().loop();
    StringBuilder what = new StringBuilder();
    what.append(
        "%d commands, %d answers, %d reconnects"
            .formatted(
                commands.stream().mapToLong(Commands::sent).sum(),
                loop.ask(() -> loop.tally().answered()),
                reconnects.stream().mapToLong(Reconnects::done).sum()));
    loads.forEach(
        load ->
            what.append(
                "; %d requests, %d answers %s"
                    .formatted(load.sent(), load.acknowledged(), load.faults())));
    return what.append("; ").append(loop.faults()).toString();
  }

  /// A command whose socket was closed may have been carried out, but has no answer: at most one of
  /// each kind was under way there.
  boolean addsUp() {
    ClientLoop loop = contestant.crowd().loop();
    long commanded = commands.stream().mapToLong(Commands::sent).sum();
    long answered = loop.ask(() -> loop.tally().answered());
    long lost = commands.size() * reconnects.stream().mapToLong(Reconnects::done).sum();
    return (commands.isEmpty() || answered >= commanded - lost)
        && loop.faults().isEmpty()
        && loads.stream()
            .allMatch(load -> load.sent() == load.acknowledged() && load.faults().isEmpty());
  }

  Map<String, Double> latencies() {
    Map<String, Double> latencies = new LinkedHashMap<>();
    for (Load load : loads) {
      latencies.merge("request p99 ms", Markdown.millis(load.answers(), 99), Math::max);
    }
    if (!commands.isEmpty()) {
      ClientLoop loop = contestant.crowd().loop();
      latencies.put("command p99 ms", Markdown.millis(loop.ask(() -> loop.tally().answers()), 99));
    }
    return latencies;
  }

  @Override
  public void close() {
    end();
  }
}
