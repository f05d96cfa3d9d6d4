package chat.parley.api.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GIF (GIF89a specification): a screen, then frames and extensions in blocks of 255 bytes.
final class GifFile extends Container {
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int CONTROL = 0xF9;
  private static final int APPLICATION = 0xFF;

  /// Say how often an animation is repeated.
  private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

  private static final int LOOP = 3;

  private final Tape tape;
  private final Bounds bounds;

  private int width;
  private int height;
  private int frames;
  private @Nullable Rectangle first;

  GifFile(Tape tape, Bounds bounds) {
    this.tape = tape;
    this.bounds = bounds;
  }

  @Override
  Layout copy() throws IOException {
    String signature = new String(tape.bytes(6), StandardCharsets.ISO_8859_1);
    if (!signature.equals("GIF87a") && !signature.equals("GIF89a")) {
      throw new BrokenImageException("no GIF");
    }
    tape.write(signature);
    screen();
    int block = tape.u8();
    while (block != TRAILER) {
      switch (block) {
        case EXTENSION -> extension();
        case IMAGE -> image();
        case 0 -> {} // An end too many, which readers pass over.
        default -> throw new BrokenImageException("a block that nobody knows");
      }
      block = tape.u8();
    }
    if (first == null) {
      throw new BrokenImageException("no picture in it");
    }
    tape.write8(TRAILER);
    return new Layout(width, height, first, frames, Orientation.UPRIGHT, 0, false, false);
  }

  private void screen() throws IOException {
    width = tape.u16le();
    height = tape.u16le();
    if (width != 0 && height != 0) {
      bounds.checkSize(width, height);
    }
    tape.write16le(width);
    tape.write16le(height);
    int flags = tape.u8();
    tape.write8(flags);
    tape.copy(2);
    palette(flags);
  }

  private void palette(int flags) throws IOException {
    if ((flags & 0x80) != 0) {
      tape.copy(3L << ((flags & 7) + 1));
    }
  }

  private void image() throws IOException {
    Rectangle frame = new Rectangle(tape.u16le(), tape.u16le(), tape.u16le(), tape.u16le());
    bounds.checkSize(frame.width, frame.height);
    if (first == null) {
      // What shows it makes the screen as large as that.
      width = Math.max(width, frame.x + frame.width);
      height = Math.max(height, frame.y + frame.height);
      bounds.checkSize(width, height);
      first = frame;
    }
    bounds.checkFrames(++frames, Math.max(width, frame.width), Math.max(height, frame.height));
    tape.write8(IMAGE);
    for (int each : new int[] {frame.x, frame.y, frame.width, frame.height}) {
      tape.write16le(each);
    }
    int flags = tape.u8();
    tape.write8(flags);
    palette(flags);
    tape.copy(1);
    blocks(true);
  }

  private void blocks(boolean copied) throws IOException {
    int length;
    do {
      length = tape.u8();
      if (copied) {
        tape.write8(length);
      }
      tape.pass(length, copied);
    } while (length != 0);
  }

  private void extension() throws IOException {
    int label = tape.u8();
    if (label == APPLICATION) {
      application();
    } else if (label == CONTROL) {
      control();
    } else {
      blocks(false);
    }
  }

  private void control() throws IOException {
    int length = tape.u8();
    if (length != 4) {
      throw new BrokenImageException("a broken extension");
    }
    tape.write8(EXTENSION);
    tape.write8(CONTROL);
    tape.write8(length);
    tape.copy(length);
    tape.write8(0);
    blocks(false);
  }

  private void application() throws IOException {
    int length = tape.u8();
    String name = new String(tape.bytes(length), StandardCharsets.ISO_8859_1);
    int first = length == 0 ? 0 : tape.u8();
    if (first == LOOP && LOOPS.contains(name)) {
      byte[] loop = tape.bytes(LOOP);
      if (loop[0] == 1) {
        tape.write8(EXTENSION);
        tape.write8(APPLICATION);
        tape.write8(length);
        tape.write(name);
        tape.write8(LOOP);
        tape.write(loop);
        tape.write8(0);
      }
      blocks(false);
    } else if (first != 0) {
      tape.skip(first);
      blocks(false);
    }
  }
}
