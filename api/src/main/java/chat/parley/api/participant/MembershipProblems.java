package chat.parley.api.participant;

import chat.parley.api.system.Problems;
import chat.parley.shared.id.UserId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.function.Function;

/// What is answered when a membership was not changed.
final class MembershipProblems {
  private MembershipProblems() {}

  /// @param done the answer when it was
  static <T> HttpResponse<T> answer(
      MembershipResult result, Function<List<UserId>, HttpResponse<T>> done) {
    return switch (result) {
      case MembershipResult.Done all -> done.apply(all.changed());
      case MembershipResult.Absent absent -> Problems.notFound();
      case MembershipResult.OfTwo two ->
          Problems.refuse(ErrorCode.CONFLICT, "A direct conversation is always of the same two.");
      case MembershipResult.NotAnAdmin member ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Only its owner and admins do this.");
      case MembershipResult.OfEqualRank equal ->
          Problems.refuse(ErrorCode.FORBIDDEN, "Not to somebody of your own or a higher role.");
      case MembershipResult.Banned banned ->
          Problems.refuse(ErrorCode.BANNED, "Somebody who is banned is kept out.");
      case MembershipResult.UnknownUser unknown ->
          Problems.refuse(ErrorCode.NOT_FOUND, "There is no such user.");
      case MembershipResult.NotAParticipant outsider ->
          Problems.refuse(ErrorCode.NOT_FOUND, "They are not in this conversation.");
    };
  }
}
