package chat.parley.infra.dev;

/// By which port one part of a [Stack] reaches another. A test puts something of its own between
/// them, which has to listen before this returns.
@FunctionalInterface
public interface Routes {
  Routes DIRECT = (from, to, port) -> port;

  /// Asked once for each connection, before the node is started; a node that is restarted keeps
  /// its routes.
  ///
  /// @param from as in `api-0`, `push-1`
  /// @param to as in `postgres`, `redis`, `api-1`
  /// @param port where `to` really listens
  /// @return the port of this machine that `from` is told
  int port(String from, String to, int port);
}
