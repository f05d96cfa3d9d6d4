package chat.parley.api;

import chat.parley.api.Rest.Person;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What some cells of a row are about, each thing made when it is first named. In its
/// conversations these callers stand as the columns say, and the bystander is a member.
final class AccessStage {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

  /// What is another thing for each caller.
  private static final Set<String> PERSONAL =
      Set.of("self", "mine", "my-word", "my-room", "direct", "direct-message", "my-direct-message");

  /// Newcomers cost a registration; what somebody has to do with one is nothing to the others.
  private final Supplier<String> guest;

  private final AccessPeople people;
  private final AccessRooms rooms;
  private final Set<AccessCaller> callers;
  private final Rest owner;
  private final Map<String, String> values = new HashMap<>();

  AccessStage(AccessPeople people, Set<AccessCaller> callers) {
    this.people = people;
    this.rooms = new AccessRooms(people);
    this.callers = callers;
    this.owner = people.client(AccessCaller.OWNER);
    this.guest = () -> people.newcomer().id();
  }

  private AccessStage(AccessStage other, AccessCaller caller) {
    this.people = other.people;
    this.rooms = other.rooms;
    this.callers = Set.of(caller);
    this.owner = people.client(AccessCaller.OWNER);
    this.guest = () -> other.value("guest", caller);
  }

  /// The same for one caller alone.
  AccessStage another(AccessCaller caller) {
    return new AccessStage(this, caller);
  }

  /// A text with the names of things in braces, for somebody who calls.
  String fill(String text, AccessCaller caller) {
    return PLACE.matcher(text).replaceAll(place -> value(place.group(1), caller));
  }

  private String value(String name, AccessCaller caller) {
    String key = PERSONAL.contains(name) ? name + " of " + caller : name;
    String known = values.get(key);
    if (known == null) {
      known = make(name, caller);
      values.put(key, known);
    }
    return known;
  }

  private String make(String name, AccessCaller caller) {
    return switch (name) {
      case "room", "public", "channel" -> rooms.settle(rooms.open(name, callers), callers).id();
      case "room-name" -> called("room");
      case "public-name" -> called("public");
      case "invite" -> owner.post(room().path() + "/invites", "{}").expect(201).text("code");
      case "message" -> written(owner, room().id(), "hello");
      case "channel-message" -> written(owner, value("channel", caller), "hello");
      case "members-message" -> written(people.client(people.bystander()), room().id(), "hello");
      case "word" -> said(owner, room().id());
      case "mine" -> earlier(caller, room -> written(speaker(caller), room, "mine"));
      case "my-room" -> earlier(caller, room -> sent(speaker(caller), room));
      case "my-word" -> earlier(caller, room -> said(speaker(caller), room));
      case "direct", "direct-message", "my-direct-message" ->
          people.beforeTheBlock(caller, () -> direct(name, caller));
      case "unsent" -> uploaded(owner);
      case "file" ->
          owner
              .post(
                  Rest.messages(room().id()),
                  "{\"attachment_ids\": [\"%s\"]}".formatted(uploaded(owner)))
              .expect(201)
              .text("attachments.0.id");
      case "owners-direct" -> owner.direct(people.bystander()).text("id");
      case "owners-peer" -> owner.direct(people.bystander()).text("peer.id");
      case "owners-direct-message" -> written(owner, value("owners-direct", caller), "hello");
      default -> accounts(name, caller);
    };
  }

  private String accounts(String name, AccessCaller caller) {
    Rest nobody = people.client(AccessCaller.NOBODY);
    Person itsOwner = people.person(AccessCaller.OWNER);
    return switch (name) {
      case "self" ->
          (caller == AccessCaller.NOBODY ? people.bystander() : people.person(caller)).id();
      case "owner" -> itsOwner.id();
      case "owner-name" -> itsOwner.username();
      case "stranger" -> people.person(AccessCaller.OTHER).id();
      case "guest" -> guest.get();
      case "a-member", "an-admin", "a-muted", "a-removed", "a-banned" ->
          rooms.bystander(room(), name);
      case "new" -> unique("new");
      case "session" -> Login.of(nobody, itsOwner).session();
      case "refresh" -> Login.of(nobody, itsOwner).refreshToken();
      case "own-request" -> Ties.ask(owner, people.newcomer()).expect(201).text("id");
      case "request" -> Ties.ask(people.client(people.newcomer()), itsOwner).expect(201).text("id");
      case "report" ->
          owner
              .post(
                  "/v1/reports",
                  "{\"user_id\": \"%s\", \"reason\": \"spam\"}".formatted(people.newcomer().id()))
              .expect(201)
              .text("id");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String uploaded(Rest who) {
    Form picture = Form.upload("picture.webp", "image/webp", Images.WEBP);
    return who.post("/v1/media", Form.TYPE, picture.bytes()).expect(201).text("id");
  }

  private Room room() {
    return new Room(value("room", AccessCaller.OWNER));
  }

  /// In a room in which the caller was a member meanwhile, and stands as their column says now.
  private String earlier(AccessCaller caller, UnaryOperator<String> deed) {
    Room room = rooms.open("room", Set.of(caller));
    String done = deed.apply(room.id());
    rooms.settle(room, Set.of(caller));
    return done;
  }

  /// The caller, or the owner for who can't have written anything there.
  private Rest speaker(AccessCaller caller) {
    return caller.isTakenIn() && caller.hasAccess() ? people.client(caller) : owner;
  }

  private String direct(String name, AccessCaller caller) {
    boolean hasOne = caller.hasAccess() && caller != AccessCaller.OWNER;
    Rest one = hasOne ? people.client(caller) : people.client(AccessCaller.MEMBER);
    String direct = one.direct(people.person(AccessCaller.OWNER)).text("id");
    return switch (name) {
      case "direct-message" -> written(owner, direct, "hello");
      case "my-direct-message" -> written(hasOne ? one : owner, direct, "mine");
      default -> direct;
    };
  }

  private String called(String kind) {
    String name = unique("room");
    new Room(value(kind, AccessCaller.OWNER))
        .change(owner, "{\"name\": \"%s\"}".formatted(name))
        .expect(200);
    return name;
  }

  private static String said(Rest rest, String room) {
    String word = "w" + UUID.randomUUID().toString().replace("-", "");
    written(rest, room, word);
    return word;
  }

  private static String written(Rest rest, String conversation, String text) {
    return rest.write(conversation, text).expect(201).text("id");
  }

  private static String sent(Rest rest, String room) {
    rest.post(Rest.messages(room), "{\"content\": \"mine\", \"client_id\": \"mine\"}").expect(201);
    return room;
  }

  private static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
