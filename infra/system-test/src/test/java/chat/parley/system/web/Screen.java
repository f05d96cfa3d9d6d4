package chat.parley.system.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/// What somebody looks at.
enum Screen {
  LIGHT(1280, 800, ColorScheme.LIGHT, false),
  DARK(1280, 800, ColorScheme.DARK, false),
  TABLET(820, 1180, ColorScheme.LIGHT, true),
  PHONE(390, 844, ColorScheme.LIGHT, true);

  private final int width;
  private final int height;
  private final ColorScheme scheme;
  private final boolean isTouched;

  Screen(int width, int height, ColorScheme scheme, boolean isTouched) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
    this.isTouched = isTouched;
  }

  /// Without movements: nobody has to wait for their end.
  NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setHasTouch(isTouched)
        .setIsMobile(isTouched)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale("en-GB");
  }
}
