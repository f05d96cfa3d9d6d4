package chat.parley.system.web;

import com.google.gson.JsonObject;

/// A mouse's wheel under a quick hand: 20 notches a second, of 120 pixels each. The browser is told
/// of the notches, and decides itself what becomes of them.
record Wheel(Probe probe) {
  static final int PIXELS_A_SECOND = 2_400;
  private static final long NOTCH_MILLIS = 50;
  private static final int NOTCH_PIXELS = 120;

  /// @param everySecond is run once in each
  void up(int seconds, Runnable everySecond) throws InterruptedException {
    turn(-NOTCH_PIXELS, seconds, everySecond);
  }

  /// Without touching it.
  void rest(int seconds, Runnable everySecond) throws InterruptedException {
    turn(0, seconds, everySecond);
  }

  private void turn(int pixels, int seconds, Runnable everySecond) throws InterruptedException {
    JsonObject notch = notch(pixels);
    long due = System.currentTimeMillis();
    long perSecond = 1_000 / NOTCH_MILLIS;
    for (int i = 0; i < seconds * perSecond; i++) {
      if (i % perSecond == 0) {
        everySecond.run();
      }
      if (pixels != 0) {
        probe.devtools().send("Input.dispatchMouseEvent", notch);
      }
      due += NOTCH_MILLIS;
      Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
    }
  }

  private static JsonObject notch(int pixels) {
    JsonObject notch = new JsonObject();
    notch.addProperty("type", "mouseWheel");
    notch.addProperty("x", 700);
    notch.addProperty("y", 400);
    notch.addProperty("deltaX", 0);
    notch.addProperty("deltaY", pixels);
    return notch;
  }
}
