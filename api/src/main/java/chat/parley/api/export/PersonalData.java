package chat.parley.api.export;

import chat.parley.shared.id.UserId;
import java.util.List;

/// What a package has stored about somebody. All beans of this type are asked, in no special
/// order.
public interface PersonalData {

  /// Read later, when each part's turn has come.
  List<Part> of(UserId user);
}
