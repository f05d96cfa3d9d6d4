package chat.parley.api.media;

import chat.parley.api.system.Unguessable;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.id.MediaId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Addresses by which whoever has them may fetch one file for a while, as an `<img>` must that
/// can show no token. They say what and until when, signed (HMAC-SHA-256) with a key that all
/// apis make out of the service credential: nothing is kept for them.
///
/// Invariant: a signature is good for one file, in one variant, until one time, and no longer
/// than the file is there.
@Singleton
class MediaLinks {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "parley media links 1";

  private final SecretKeySpec key;
  private final MediaSettings settings;
  private final Clock clock;

  MediaLinks(ServiceCredential credential, MediaSettings settings, Clock clock) {
    byte[] secret = credential.credential().getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), PURPOSE), ALGORITHM);
    this.settings = settings;
    this.clock = clock;
  }

  /// The file itself, or the small picture of it.
  enum Variant {
    WHOLE(""),
    THUMBNAIL("/thumbnail");

    private final String path;

    Variant(String path) {
      this.path = path;
    }

    /// @return empty where there is no such variant of it
    Optional<Download> of(MediaId id, MediaRepository.Found found) {
      ContentId content = found.content();
      return switch (this) {
        case WHOLE ->
            Optional.of(
                new Download(
                    content.key(), found.type(), found.size(), found.fileName(), id.toString()));
        case THUMBNAIL ->
            Optional.ofNullable(found.thumbnail())
                .map(
                    small ->
                        new Download(
                            content.thumbnailKey(),
                            small.type(),
                            small.size(),
                            "thumbnail",
                            "thumbnail-" + id));
      };
    }
  }

  /// @return a path below the api's own address
  String to(MediaId id, Variant variant) {
    long expires = clock.instant().plus(settings.linkValidity()).getEpochSecond();
    String path = path(id, variant);
    return path + "?expires=" + expires + "&signature=" + signature(path, expires);
  }

  /// @param expires seconds, as in the address
  Verdict check(MediaId id, Variant variant, @Nullable String expires, @Nullable String signature) {
    if (expires == null || signature == null || !expires.matches("[0-9]{1,12}")) {
      return Verdict.WRONG;
    }
    long until = Long.parseLong(expires);
    String right = signature(path(id, variant), until);
    if (!MessageDigest.isEqual(
        right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
      return Verdict.WRONG;
    }
    return Instant.ofEpochSecond(until).isBefore(clock.instant()) ? Verdict.EXPIRED : Verdict.GOOD;
  }

  /// What a signature is worth.
  enum Verdict {
    GOOD,
    EXPIRED,
    WRONG
  }

  private static String path(MediaId id, Variant variant) {
    return "/v1/media/" + id + variant.path;
  }

  private String signature(String path, long expires) {
    return Unguessable.text(mac(key, path + "?" + expires));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
