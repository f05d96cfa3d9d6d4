package chat.parley.api.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file that somebody asks for (RFC 9110 §14): one range of bytes. Several at once
/// are answered with the whole, as for who asks for nothing that is understood.
///
/// @param from the first byte
/// @param length as many, one at least
record ByteRange(long from, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// What a header asks for.
  sealed interface Asked {
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /// Nothing of it is there.
    record Beyond() implements Asked {}
  }

  static Asked parse(String header, long size) {
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (form.group(1).isEmpty()) {
      return last(Long.parseLong(form.group(2)), size);
    }
    long from = Long.parseLong(form.group(1));
    long to = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
    if (!form.group(2).isEmpty() && to < from) {
      return new Asked.Whole();
    }
    return from >= size
        ? new Asked.Beyond()
        : new Asked.Part(new ByteRange(from, Math.min(to, size - 1) - from + 1));
  }

  private static Asked last(long count, long size) {
    long length = Math.min(count, size);
    return length == 0 ? new Asked.Beyond() : new Asked.Part(new ByteRange(size - length, length));
  }

  /// As in `Content-Range`.
  String of(long size) {
    return "bytes %d-%d/%d".formatted(from, from + length - 1, size);
  }
}
