package chat.parley.system.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/// What a page asks for over the network, and what comes of it: bytes as they are on the wire, with
/// their heads. What the browser has already isn't counted.
final class Wire {
  private final CDPSession devtools;
  private int requests;
  private long bytes;

  private Wire(CDPSession devtools) {
    this.devtools = devtools;
  }

  static Wire of(CDPSession devtools) {
    Wire wire = new Wire(devtools);
    devtools.send("Network.enable");
    devtools.on("Network.responseReceived", wire::came);
    devtools.on(
        "Network.loadingFinished",
        finished -> wire.bytes += finished.get("encodedDataLength").getAsLong());
    return wire;
  }

  private void came(JsonObject event) {
    JsonObject response = event.getAsJsonObject("response");
    if (!response.get("fromDiskCache").getAsBoolean() && !isKept(event, response)) {
      requests++;
    }
  }

  /// What was taken from memory, or made ahead of time.
  private static boolean isKept(JsonObject event, JsonObject response) {
    return event.get("type").getAsString().equals("Preflight")
        || response.get("fromPrefetchCache").getAsBoolean()
        || response.get("encodedDataLength").getAsLong() == 0;
  }

  void forget() {
    requests = 0;
    bytes = 0;
  }

  void emptyCache() {
    devtools.send("Network.clearBrowserCache");
  }

  /// As far away as this, at 10 Mbit/s.
  void delay(int millis) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", millis);
    conditions.addProperty("downloadThroughput", millis == 0 ? -1 : 1_250_000);
    conditions.addProperty("uploadThroughput", millis == 0 ? -1 : 1_250_000);
    devtools.send("Network.emulateNetworkConditions", conditions);
  }

  int requests() {
    return requests;
  }

  double kilobytes() {
    return bytes / 1e3;
  }
}
