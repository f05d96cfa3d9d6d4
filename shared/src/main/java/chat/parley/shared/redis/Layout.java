package chat.parley.shared.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which server has which part of the channels, as far as is known.
///
/// @param owners by the number of the part; empty where nobody has it
public record Layout(List<Optional<Address>> owners) {
  public Layout {
    owners = List.copyOf(owners);
  }

  static Layout unknown(int shards) {
    return new Layout(Collections.nCopies(shards, Optional.empty()));
  }

  static Layout of(@Nullable Address only) {
    return new Layout(List.of(Optional.ofNullable(only)));
  }

  public Optional<Address> owner(int shard) {
    return owners.get(shard);
  }

  /// With what is known from before where this says nothing: a part between two owners.
  Layout over(Layout before) {
    List<Optional<Address>> all = new ArrayList<>(owners);
    for (int shard = 0; shard < all.size(); shard++) {
      if (all.get(shard).isEmpty()) {
        all.set(shard, before.owner(shard));
      }
    }
    return new Layout(all);
  }

  /// Whether something known there is otherwise here.
  boolean contradicts(Layout before) {
    for (int shard = 0; shard < owners.size(); shard++) {
      if (before.owner(shard).isPresent() && !before.owner(shard).equals(owner(shard))) {
        return true;
      }
    }
    return false;
  }
}
