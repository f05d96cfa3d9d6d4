package chat.parley.api.report;

/// What came of resolving a report.
sealed interface ResolveResult {

  record Resolved(ReportedCase resolved) implements ResolveResult {}

  record NotAnAdmin() implements ResolveResult {}

  record Unknown() implements ResolveResult {}

  /// By this admin or another one.
  record AlreadyResolved() implements ResolveResult {}

  /// There is no message to delete or nobody to suspend. The report is open as before.
  record Impossible() implements ResolveResult {}
}
