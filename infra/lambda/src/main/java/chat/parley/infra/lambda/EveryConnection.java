package chat.parley.infra.lambda;

/// Has the pool try each connection to the database before it is used. By itself it spares those
/// that were used half a second ago, by a clock that stands still with the process.
final class EveryConnection {
  private static final String SPARED = "com.zaxxer.hikari.aliveBypassWindowMs";

  private EveryConnection() {}

  /// To be called before there is a pool.
  static void isTried() {
    System.setProperty(SPARED, "0");
  }
}
