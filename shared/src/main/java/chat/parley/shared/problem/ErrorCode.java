package chat.parley.shared.problem;

import java.util.Arrays;
import java.util.Optional;

/// Everything a client can be refused for. The name in lower case is the `code` of the contract;
/// the HTTP status belongs to the code, with the exceptions that the contract itself makes (a
/// suspended account is 403 at login).
public enum ErrorCode {
  MALFORMED_REQUEST(400, "The request cannot be read"),
  VALIDATION_FAILED(422, "The request is readable but not valid"),
  UNAUTHENTICATED(401, "No valid access token"),
  TOKEN_EXPIRED(401, "The access token has expired"),
  INVALID_CREDENTIALS(401, "Unknown account or wrong password"),
  SESSION_REVOKED(401, "The session has been revoked"),
  ACCOUNT_SUSPENDED(401, "The account is suspended"),
  FORBIDDEN(403, "Not allowed"),
  MUTED(403, "Muted in this conversation"),
  BLOCKED(403, "Blocked"),
  BANNED(403, "Banned from this conversation"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  USERNAME_TAKEN(409, "The username is taken"),
  EMAIL_TAKEN(409, "The e-mail address is taken"),
  ALREADY_PARTICIPANT(409, "Already a participant"),
  CONFLICT(409, "In conflict with the present state"),
  EDIT_WINDOW_CLOSED(403, "Too late to edit"),
  DELETE_WINDOW_CLOSED(403, "Too late to delete"),
  CONTENT_REJECTED(422, "The content was rejected"),
  PAYLOAD_TOO_LARGE(413, "The payload is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  RATE_LIMITED(429, "Too many requests"),
  DEPENDENCY_UNAVAILABLE(503, "A dependency is unavailable, retry");

  private final String code = name().toLowerCase(java.util.Locale.ROOT);
  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The stable `code` member, for instance `not_found`.
  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// Whether the same request may succeed later without being changed.
  public boolean retryable() {
    return this == RATE_LIMITED || this == DEPENDENCY_UNAVAILABLE;
  }

  public static Optional<ErrorCode> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code.equals(code)).findAny();
  }
}
