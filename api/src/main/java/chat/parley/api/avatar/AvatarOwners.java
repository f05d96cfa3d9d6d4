package chat.parley.api.avatar;

import java.util.Collection;
import java.util.Set;

/// Those who have avatars of one kind.
public interface AvatarOwners {

  /// What the names of their pictures begin with, one letter. A kind that an api doesn't know,
  /// being older than another one, it leaves alone.
  char kind();

  /// Which of these somebody has.
  ///
  /// @param urls as they were kept
  Set<String> owned(Collection<String> urls);
}
