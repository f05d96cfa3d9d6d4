package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/// Somebody of each kind of caller, and a bystander whom things are done to.
final class AccessPeople {
  private final Database database;
  private final Rest nobody;
  private final Rest shortLived;
  private final Map<AccessCaller, Person> people = new EnumMap<>(AccessCaller.class);
  private final Person bystander;

  /// @param shortLived an api whose tokens expire at once
  AccessPeople(Database database, Rest nobody, Rest shortLived) throws SQLException {
    this.database = database;
    this.nobody = nobody;
    this.shortLived = shortLived;
    this.bystander = nobody.register("bystander");
    for (AccessCaller caller : AccessCaller.values()) {
      if (caller != AccessCaller.NOBODY) {
        people.put(caller, arrive(caller));
      }
    }
  }

  Rest client(AccessCaller caller) {
    return caller == AccessCaller.NOBODY ? nobody : nobody.as(person(caller));
  }

  Rest client(Person person) {
    return nobody.as(person);
  }

  Person person(AccessCaller caller) {
    return requireNonNull(people.get(caller));
  }

  Person bystander() {
    return bystander;
  }

  Person newcomer() {
    return nobody.register("guest");
  }

  private Person arrive(AccessCaller caller) throws SQLException {
    Person person = nobody.register(caller.toString());
    switch (caller) {
      case SYSADMIN -> database.appoint(person);
      case BLOCKED -> block(person);
      case SUSPENDED ->
          client(AccessCaller.SYSADMIN)
              .post("/v1/admin/users/" + person.id() + "/suspend", "{\"reason\": \"spam\"}")
              .expect(204);
      case REVOKED -> nobody.as(person).post("/v1/auth/logout").expect(204);
      case EXPIRED -> {
        Person expired = Login.of(shortLived, person).person();
        await().until(() -> nobody.as(expired).get("/v1/users/me").status() == 401);
        return expired;
      }
      default -> {}
    }
    return person;
  }

  private void block(Person person) {
    Ties.block(client(AccessCaller.OWNER), person).expect(204);
  }

  /// Does something that a block is in the way of.
  <T> T beforeTheBlock(AccessCaller caller, Supplier<T> deed) {
    if (caller != AccessCaller.BLOCKED) {
      return deed.get();
    }
    Ties.lift(client(AccessCaller.OWNER), person(caller)).expect(204);
    T done = deed.get();
    block(person(caller));
    return done;
  }

  /// Who logs out or is put out by the call itself has to come again for the next.
  void reviveIfGone(AccessCaller caller) throws SQLException {
    if (client(caller).get("/v1/users/me").status() != 200) {
      people.put(caller, arrive(caller));
      if (caller == AccessCaller.OWNER) {
        block(person(AccessCaller.BLOCKED));
      }
    }
  }
}
