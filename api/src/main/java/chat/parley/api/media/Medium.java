package chat.parley.api.media;

import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.UserId;

/// A file that somebody is about to have, unsent.
///
/// @param name clean
record Medium(MediaId id, UserId uploader, String name, Facts facts) {}
