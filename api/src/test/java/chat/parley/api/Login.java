package chat.parley.api;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;

/// One more device of somebody who is registered.
record Login(Person person, String refreshToken) {
  static final String PASSWORD = "correct horse battery";

  static Login of(Rest rest, Person person) {
    return of(rest, person, PASSWORD);
  }

  static Login of(Rest rest, Person person, String password) {
    Answer answer = tried(rest, person, password).expect(200);
    return new Login(
        new Person(
            person.id(), person.username(), answer.text("session_id"), answer.text("access_token")),
        answer.text("refresh_token"));
  }

  static Answer tried(Rest rest, Person person, String password) {
    return rest.post(
        "/v1/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\", \"device_name\": \"One more\"}"
            .formatted(person.username(), password));
  }

  String session() {
    return person.session();
  }
}
