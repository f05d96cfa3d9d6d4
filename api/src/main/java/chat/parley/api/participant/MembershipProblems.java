package chat.parley.api.participant;

import chat.parley.api.system.Problems;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.function.Function;

/// What is answered when a membership was not changed.
public final class MembershipProblems {
  private MembershipProblems() {}

  /// @param done the answer when it was
  public static <T> HttpResponse<T> answer(
      MembershipResult result, Function<List<UserId>, HttpResponse<T>> done) {
    return switch (result) {
      case MembershipResult.Done all -> done.apply(all.changed());
      case MembershipResult.Refused refused -> refused.ruling().refusal();
      case MembershipResult.Banned banned ->
          Problems.refuse(ErrorCode.BANNED, "Somebody who is banned is kept out.");
      case MembershipResult.UsedUp used -> usedUp();
      case MembershipResult.UnknownUser unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "There is no such user.");
      case MembershipResult.NotAParticipant outsider ->
          Problems.refuse(ErrorCode.NOT_FOUND, "They are not in this conversation.");
    };
  }

  /// For who comes by an invite that lets nobody in any more.
  public static <T> HttpResponse<T> usedUp() {
    return Problems.refuse(ErrorCode.CONFLICT, "This invite has been used up.");
  }
}
