package chat.parley.infra.dev;

import chat.parley.infra.stores.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks a program whether it is ready to serve.
///
/// Not with `java.net.http`, whose start alone costs a tenth of a second of the two programs' CPU.
final class Readiness {
  private static final int LIMIT_MILLIS = 1000;

  private Readiness() {}

  static boolean of(int port) {
    try {
      var uri = URI.create("http://" + Ports.HOST + ":" + port + "/health/readiness");
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
