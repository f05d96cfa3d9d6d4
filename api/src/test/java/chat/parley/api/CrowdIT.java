package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fifty at once in one conversation, through two apis: each writes, comes, goes, gives roles,
/// hands over, mutes and puts out whom they can.
class CrowdIT {
  private static final int PEOPLE = 50;
  private static final int DEEDS = 8;

  /// Whatever one may be answered in such a crowd: nobody fails, and nobody is told to retry.
  private static final Set<Integer> FINE = Set.of(200, 201, 204, 403, 404);

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    // Nobody is to wait for a connection here, but for the others.
    Map<String, Object> settings =
        Map.of("parley.database.url", database.url(), "parley.database.pool-size", 30);
    one = RunningApi.with(settings);
    two = RunningApi.with(settings);
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
  }

  @Test
  void theNumbersHaveNoGapsOneIsTheOwnerAtAnyTimeAndTheCountIsRight() throws Exception {
    List<Person> people =
        IntStream.range(0, PEOPLE).mapToObj(i -> one.rest().register("crowd")).toList();
    Person keeper = one.rest().register("keeper");
    Room room =
        Room.open(
            one.rest().as(people.getFirst()),
            "public",
            people.subList(1, 30).toArray(Person[]::new));
    room.join(one.rest().as(keeper)).expect(200);
    AtomicBoolean over = new AtomicBoolean();
    ConcurrentLinkedQueue<Long> owners = new ConcurrentLinkedQueue<>();
    Thread watch = Thread.startVirtualThread(() -> watch(room, over, owners));

    List<List<Integer>> answers =
        Together.times(PEOPLE, i -> live(room, (i % 2 == 0 ? one : two).rest(), people, i));
    over.set(true);
    watch.join();

    assertThat(answers.stream().flatMap(List::stream)).allMatch(FINE::contains);
    assertThat(owners).as("looks at how many owners there are").isNotEmpty().containsOnly(1L);
    assertThat(
            database.number(
                """
                select count(*) from conversations c
                 where c.id = '%s'
                   and c.last_seq = (select count(*) from events e where e.conversation_id = c.id)
                   and c.last_seq = (select max(seq) from events e where e.conversation_id = c.id)
                   and c.participant_count = (select count(*) from participants p
                                               where p.conversation_id = c.id)
                """
                    .formatted(room.id())))
        .as("gapless and counted right")
        .isEqualTo(1);
    assertThat(ownersInTheLog(room, people.getFirst())).isTrue();
  }

  private static List<Integer> live(Room room, Rest rest, List<Person> people, int self) {
    Rest own = rest.as(people.get(self));
    return IntStream.range(0, DEEDS)
        .mapToObj(
            n -> {
              Person other = people.get(ThreadLocalRandom.current().nextInt(people.size()));
              return switch (ThreadLocalRandom.current().nextInt(10)) {
                case 0, 1, 2 -> own.write(room.id(), "hello").status();
                case 3, 4 -> room.join(own).status();
                case 5 -> room.leave(own).status();
                case 6 -> room.role(own, other, "admin").status();
                case 7 -> room.role(own, other, "owner").status();
                case 8 -> room.remove(own, other).status();
                default -> room.mute(own, other, "null").status();
              };
            })
        .toList();
  }

  private static void watch(Room room, AtomicBoolean over, ConcurrentLinkedQueue<Long> owners) {
    try {
      while (!over.get()) {
        owners.add(
            database.number(
                "select count(*) from participants where role = 'owner' and conversation_id = '%s'"
                    .formatted(room.id())));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether who reads the log from its beginning has one owner after each change and never two.
  private static boolean ownersInTheLog(Room room, Person first) throws SQLException {
    return database.number(
            """
            with changed as (
              select seq, subject_id, details ->> 'role' = 'owner' as is_owner
                from events
               where conversation_id = '%1$s' and type = 'participant.updated'
                 and details ->> 'role' is not null
              union all
              select 1, '%2$s'::uuid, true
            ), stretch as (
              select seq, is_owner, subject_id,
                     lead(seq) over (partition by subject_id order by seq) as until
                from changed
            )
            select count(*) from stretch a join stretch b
                on a.is_owner and b.is_owner and a.subject_id <> b.subject_id
               and b.seq >= a.seq and (a.until is null or b.seq < a.until)
            """
                .formatted(room.id(), first.id()))
        == 0;
  }
}
