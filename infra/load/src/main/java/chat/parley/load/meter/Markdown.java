package chat.parley.load.meter;

import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A page of figures.
public class Markdown {
  private final StringBuilder text = new StringBuilder();

  public Markdown(String title) {
    text.append("# ").append(title).append("\n\n");
  }

  /// A paragraph.
  @SuppressWarnings("AnnotateFormatMethod")
  public final Markdown line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append("\n\n");
    return this;
  }

  public final Markdown head(String... columns) {
    row((Object[]) columns);
    text.append("|---".repeat(columns.length)).append("|\n");
    return this;
  }

  /// Numbers with a fraction are given with one digit of it.
  public final Markdown row(Object... cells) {
    Arrays.stream(cells)
        .map(
            cell ->
                cell instanceof Double number
                    ? String.format(Locale.ROOT, "%,.1f", number)
                    : cell instanceof Number number
                        ? String.format(Locale.ROOT, "%,d", number)
                        : cell.toString().replace("|", "\\|"))
        .forEach(cell -> text.append("| ").append(cell).append(' '));
    text.append("|\n");
    return this;
  }

  /// Of a table.
  public final Markdown end() {
    text.append('\n');
    return this;
  }

  /// As it is.
  public final Markdown verbatim(String lines) {
    text.append("```\n").append(lines).append("```\n\n");
    return this;
  }

  public static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  @Override
  public final String toString() {
    return text.toString();
  }
}
