package chat.parley.api.media;

import chat.parley.api.storage.Stored;

/// Bytes on their way to a client. [OpenedWriter] reads them, and closes them whatever happens.
///
/// @param length how many they are, which may be fewer than there are altogether
record Opened(Stored stored, long length) {}
