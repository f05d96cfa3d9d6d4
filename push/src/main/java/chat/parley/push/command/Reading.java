package chat.parley.push.command;

import chat.parley.shared.problem.Problem;

/// What came of reading a command.
sealed interface Reading {
  record Valid(Call call) implements Reading {}

  record Invalid(Problem problem) implements Reading {}
}
