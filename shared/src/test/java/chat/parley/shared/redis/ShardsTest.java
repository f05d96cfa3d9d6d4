package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShardsTest {
  private final Shards shards = Shards.ofACluster();

  @Test
  void everySixtyFourSlotsHoldThoseOfOnePart() {
    for (int shard = 0; shard < shards.count(); shard++) {
      assertThat(shards.slotOf(shard) / 64).isEqualTo(shard);
    }
  }

  @Property
  void allChannelsOfAPartAreInItsSlotAndHaveTheirNameBack(@ForAll long high, @ForAll long low) {
    String channel = Channels.of(new ConversationId(new UUID(high, low)));

    String name = shards.nameOf(channel);

    assertThat(SlotHash.getSlot(name)).isEqualTo(shards.slotOf(shards.of(channel)));
    assertThat(shards.channelOf(name)).isEqualTo(channel);
  }

  @Test
  void channelsAreSpreadEvenly() {
    int[] counts = new int[shards.count()];
    IntStream.range(0, 100 * counts.length)
        .forEach(i -> counts[shards.of(Channels.of(new ConversationId(UUID.randomUUID())))]++);

    assertThat(Arrays.stream(counts)).allMatch(count -> count > 40 && count < 180);
  }

  @Test
  void inEachPartAChannelCanBeFound() {
    for (int shard = 0; shard < shards.count(); shard++) {
      assertThat(shards.of(shards.channelIn(shard, "parley:p:a:"))).isEqualTo(shard);
    }
  }

  /// The api publishes under these names what push listens for: nodes of two versions must agree.
  @Test
  void namesStayAsTheyAre() {
    String channel = "parley:c:0192f3a4-5b6c-7d8e-9f01-23456789abcd";

    assertThat(shards.nameOf(channel)).isEqualTo("{58}" + channel);
    assertThat(shards.nameOf("parley:endings")).isEqualTo("{64}parley:endings");
  }

  @Test
  void withoutAClusterChannelsHaveTheirOwnNames() {
    Shards none = Shards.none();

    assertThat(none.count()).isEqualTo(1);
    assertThat(none.nameOf("parley:endings")).isEqualTo("parley:endings");
    assertThat(none.channelOf("parley:endings")).isEqualTo("parley:endings");
  }
}
