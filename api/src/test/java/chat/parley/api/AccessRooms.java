package chat.parley.api;

import chat.parley.api.Rest.Person;
import java.util.Set;
import java.util.stream.Stream;

/// The owner's conversations, and how everybody stands to them.
final class AccessRooms {
  private static final String LATER = "\"2099-01-01T00:00:00Z\"";

  private final AccessPeople people;

  AccessRooms(AccessPeople people) {
    this.people = people;
  }

  /// With the bystander, and those of them who are ever taken into one.
  ///
  /// @param kind `room`, `public` or `channel`
  Room open(String kind, Set<AccessCaller> with) {
    Person[] others =
        Stream.concat(
                Stream.of(people.bystander()),
                with.stream().filter(AccessCaller::isTakenIn).map(people::person))
            .toArray(Person[]::new);
    return new Room(
        people
            .client(AccessCaller.OWNER)
            .post(
                "/v1/conversations",
                """
                {"name": "Room", "type": "%s", "visibility": "%s", "participant_ids": %s}
                """
                    .formatted(
                        kind.equals("channel") ? "channel" : "group",
                        kind.equals("public") ? "public" : "private",
                        Rest.ids(others)))
            .expect(201)
            .text("id"));
  }

  /// Lets happen to them what their columns say.
  Room settle(Room room, Set<AccessCaller> these) {
    Rest owner = people.client(AccessCaller.OWNER);
    for (AccessCaller caller : these) {
      switch (caller) {
        case ADMIN -> room.role(owner, people.person(caller), "admin").expect(200);
        case MUTED -> room.mute(owner, people.person(caller), LATER).expect(200);
        case REMOVED -> room.remove(owner, people.person(caller)).expect(204);
        case BANNED -> room.ban(owner, people.person(caller)).expect(204);
        default -> {}
      }
    }
    return room;
  }

  /// Makes the bystander what the name says.
  String bystander(Room room, String name) {
    Rest owner = people.client(AccessCaller.OWNER);
    Person bystander = people.bystander();
    switch (name) {
      case "an-admin" -> room.role(owner, bystander, "admin").expect(200);
      case "a-muted" -> room.mute(owner, bystander, LATER).expect(200);
      case "a-removed" -> room.remove(owner, bystander).expect(204);
      case "a-banned" -> room.ban(owner, bystander).expect(204);
      default -> {}
    }
    return bystander.id();
  }
}
