package chat.parley.shared.redis;

import io.lettuce.core.cluster.SlotHash;

/// In which parts the channels are spread over the servers, and what a channel is called there.
///
/// Without a cluster there is one part, and channels have their own names. In a cluster there are
/// 256, each known by a hash tag: channel `x` is `{tag}x` there. The tags are chosen so that each
/// 64 neighbouring slots hold the slot of exactly one, so whichever masters have however many
/// slots, each has the same share of the channels; and channels of one part may be subscribed to
/// by one command, as those of different slots may not.
///
/// Invariant: api and push find the same name for the same channel. Other numbers here need all
/// of a deployment to be restarted at once.
public final class Shards {
  private static final int COUNT = 256;
  private static final int SLOTS_EACH = SlotHash.SLOT_COUNT / COUNT;
  private static final String[] TAGS = tags();

  private static final Shards NONE = new Shards(false);
  private static final Shards OF_A_CLUSTER = new Shards(true);

  private final boolean tagged;

  private Shards(boolean tagged) {
    this.tagged = tagged;
  }

  static Shards none() {
    return NONE;
  }

  static Shards ofACluster() {
    return OF_A_CLUSTER;
  }

  private static String[] tags() {
    String[] tags = new String[COUNT];
    int missing = COUNT;
    for (int number = 0; missing > 0; number++) {
      String tag = Integer.toString(number);
      int shard = SlotHash.getSlot(tag) / SLOTS_EACH;
      if (tags[shard] == null) {
        tags[shard] = tag;
        missing--;
      }
    }
    return tags;
  }

  public int count() {
    return tagged ? COUNT : 1;
  }

  /// In which part a channel is, from 0.
  public int of(String channel) {
    return tagged ? SlotHash.getSlot(channel) / SLOTS_EACH : 0;
  }

  /// What the servers call it.
  public String nameOf(String channel) {
    return tagged ? "{" + TAGS[of(channel)] + "}" + channel : channel;
  }

  /// What a channel is called that the servers call so.
  public String channelOf(String name) {
    return tagged ? name.substring(name.indexOf('}') + 1) : name;
  }

  /// Some channel of this part.
  ///
  /// @param prefix of its name
  public String channelIn(int shard, String prefix) {
    for (int number = 0; ; number++) {
      String channel = prefix + number;
      if (of(channel) == shard) {
        return channel;
      }
    }
  }

  /// Some channel of the same part as another: one server has both, and keeps their order.
  ///
  /// @param prefix of its name
  public String beside(String channel, String prefix) {
    return channelIn(of(channel), prefix);
  }

  /// In a cluster, the slot of all channels of the part.
  int slotOf(int shard) {
    return SlotHash.getSlot(TAGS[shard]);
  }

  /// Whether Redis' own pub/sub of slots is meant, rather than that which reaches every server.
  public boolean areSlots() {
    return tagged;
  }
}
