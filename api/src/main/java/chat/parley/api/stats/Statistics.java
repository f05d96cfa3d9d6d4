package chat.parley.api.stats;

import chat.parley.api.system.Remembered;
import jakarta.inject.Singleton;

/// How much of everything there is.
@Singleton
class Statistics {
  private final Connections connections;
  private final Remembered<Figures> figures;
  private final Remembered<Rows.More> more;

  Statistics(CountRepository counts, Connections connections, StatsSettings settings) {
    this.connections = connections;
    this.figures = new Remembered<>(() -> figures(counts.rows()), settings.refresh());
    this.more = new Remembered<>(counts::more, settings.refresh());
  }

  Figures figures() {
    return figures.get();
  }

  AdminFigures forAdmins() {
    return AdminFigures.of(figures.get(), more.get());
  }

  private Figures figures(Rows rows) {
    return new Figures(
        rows.users(), rows.online(), rows.conversations(), rows.messages(), connections.count());
  }
}
