package chat.parley.api.media;

import chat.parley.api.storage.StorageKey;
import java.util.Optional;
import java.util.UUID;

/// Names bytes: in the database, and in the storage. It is never told to anybody, nor used again.
record ContentId(UUID value) {
  static final String AREA = "media";

  private static final String THUMBNAIL = "thumbnail-";

  StorageKey key() {
    return new StorageKey(AREA, value.toString());
  }

  StorageKey thumbnailKey() {
    return new StorageKey(AREA, THUMBNAIL + value);
  }

  /// Of either; empty for what is neither, so that not from here.
  static Optional<ContentId> of(StorageKey key) {
    String name = key.name();
    try {
      return Optional.of(
          new ContentId(
              UUID.fromString(
                  name.startsWith(THUMBNAIL) ? name.substring(THUMBNAIL.length()) : name)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
