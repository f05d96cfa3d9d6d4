package chat.parley.api.report;

/// What came of reporting.
sealed interface ReportResult {

  record Made(Report report) implements ReportResult {}

  /// By the same person, of the same thing.
  record MadeBefore(Report report) implements ReportResult {}

  /// There is nothing of that kind, or not for who reports.
  record Unknown() implements ReportResult {}

  record Oneself() implements ReportResult {}
}
