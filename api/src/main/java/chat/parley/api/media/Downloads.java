package chat.parley.api.media;

import chat.parley.api.storage.Storage;
import chat.parley.api.storage.Stored;
import chat.parley.api.system.EntityTags;
import chat.parley.api.system.Problems;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Hands out what is stored, whole or in part; or says where the storage itself does so.
@Singleton
class Downloads {
  /// For as long as it takes to follow a redirection: nothing can take such an address back.
  private static final Duration ELSEWHERE = Duration.ofMinutes(1);

  private final Storage storage;

  Downloads(Storage storage) {
    this.storage = storage;
  }

  HttpResponse<Opened> answer(HttpRequest<?> request, Download download) {
    if (EntityTags.isKnown(request, download.entityTag())) {
      return download.describe(HttpResponse.notModified());
    }
    Optional<URI> elsewhere =
        storage.link(download.key(), ELSEWHERE, download.contentType(), download.disposition());
    if (elsewhere.isPresent()) {
      return HttpResponse.<Opened>status(HttpStatus.TEMPORARY_REDIRECT)
          .header(HttpHeaders.LOCATION, elsewhere.get().toString())
          .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (request.getMethod() == HttpMethod.HEAD) {
      // Nobody would read what was opened, nor close it.
      return described(HttpResponse.ok(), download, download.size());
    }
    Optional<String> range = range(request, download);
    return range.isEmpty() ? whole(download) : part(download, range.get());
  }

  private HttpResponse<Opened> whole(Download download) {
    return storage
        .get(download.key())
        .<HttpResponse<Opened>>map(
            whole -> content(HttpResponse.ok(), download, whole, whole.size()))
        .orElseGet(Problems::notFound);
  }

  private HttpResponse<Opened> part(Download download, String range) {
    return switch (ByteRange.parse(range, download.size())) {
      case ByteRange.Asked.Whole all -> whole(download);
      case ByteRange.Asked.Part part -> part(download, part.range());
      case ByteRange.Asked.Beyond beyond -> beyond(download.size());
    };
  }

  private HttpResponse<Opened> part(Download download, ByteRange range) {
    return storage
        .get(download.key(), range.from(), range.length())
        .<HttpResponse<Opened>>map(
            part ->
                content(
                    HttpResponse.<Opened>status(HttpStatus.PARTIAL_CONTENT)
                        .header(HttpHeaders.CONTENT_RANGE, range.of(download.size())),
                    download,
                    part,
                    range.length()))
        .orElseGet(Problems::notFound);
  }

  /// The codes of problems have none for it.
  private static HttpResponse<Opened> beyond(long size) {
    return Problems.<Opened>refuse(
            ErrorCode.VALIDATION_FAILED, "The file has %d bytes.".formatted(size))
        .status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        .header(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
  }

  private HttpResponse<Opened> content(
      MutableHttpResponse<Opened> answer, Download download, Stored content, long length) {
    return described(answer, download, length).body(new Opened(content, length));
  }

  private static <T> MutableHttpResponse<T> described(
      MutableHttpResponse<T> answer, Download download, long length) {
    return download
        .describe(answer)
        .contentType(MediaType.of(download.contentType()))
        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
  }

  /// What a client has of something else is not continued with this (RFC 9110 §13.1.5).
  private static Optional<String> range(HttpRequest<?> request, Download download) {
    Optional<String> condition = request.getHeaders().findFirst(HttpHeaders.IF_RANGE);
    return condition.filter(tag -> !tag.equals(download.entityTag())).isPresent()
        ? Optional.empty()
        : request.getHeaders().findFirst(HttpHeaders.RANGE);
  }
}
