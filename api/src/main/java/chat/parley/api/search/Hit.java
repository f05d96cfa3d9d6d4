package chat.parley.api.search;

import chat.parley.shared.event.Message;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A message that was found.
///
/// @param highlights what in its text made it one, in the text's order
/// @param rank how well it fits, 0 to 1: by how often and how close together the words stand
@Schema(name = "SearchHit")
@Serdeable
record Hit(Message message, List<Highlight> highlights, float rank) {
  Hit {
    highlights = List.copyOf(highlights);
  }
}
