package chat.parley.system.supply;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/// A program as the build leaves it.
///
/// @param module that it is built from
/// @param program with the jar, beside which are its libraries
record Built(Path module, Program program) {
  private static final String OURS = "parley-";

  static Built api() {
    Checkout checkout = Checkout.here();
    return new Built(checkout.root().resolve("api"), checkout.api());
  }

  static Built push() {
    Checkout checkout = Checkout.here();
    return new Built(checkout.root().resolve("push"), checkout.push());
  }

  /// The api as a function.
  static Built lambda() {
    Path module = Checkout.here().root().resolve("infra/lambda");
    return new Built(module, new Program("lambda", module.resolve("target/parley-lambda.jar")));
  }

  private Path target() {
    return module.resolve("target");
  }

  Path bill() {
    return target().resolve("bom.json");
  }

  /// The bill is made right after the jar, and not at all where there is no network.
  boolean hasBill() {
    try {
      return Files.exists(bill())
          && Files.getLastModifiedTime(bill()).compareTo(Files.getLastModifiedTime(program.jar()))
              >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each library of others that the program loads classes from, by its file's name: SHA-256.
  /// What lies about in `lib/` from an earlier build is not among them.
  Map<String, String> libraries() {
    try (JarFile jar = new JarFile(program.jar().toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      Map<String, String> libraries = new TreeMap<>();
      Arrays.stream(path.split(" ", -1))
          .map(entry -> target().resolve(entry))
          .filter(file -> !file.getFileName().toString().startsWith(OURS))
          .forEach(file -> libraries.put(file.getFileName().toString(), sha256(file)));
      return libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
