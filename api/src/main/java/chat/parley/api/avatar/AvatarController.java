package chat.parley.api.avatar;

import chat.parley.api.storage.Storage;
import chat.parley.api.storage.Stored;
import chat.parley.api.system.EntityTags;
import chat.parley.api.system.Problems;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.Optional;

/// Avatars, for whoever has their address.
@Controller("/v1/avatars")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class AvatarController {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Storage storage;

  AvatarController(Storage storage) {
    this.storage = storage;
  }

  /// An avatar, at the address that a user's `avatar_url` names. What is there never changes.
  ///
  /// @param size 512 or 64 pixels square
  @Get(
      value = "/{name}",
      produces = {"image/jpeg", "image/png"})
  @ApiResponse(
      responseCode = "200",
      description = "The picture",
      content = {
        @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary"))
      })
  @ApiResponse(responseCode = "304", description = "It is the one that the client has")
  HttpResponse<byte[]> get(
      @PathVariable String name, @QueryValue(defaultValue = "512") int size, HttpRequest<?> request)
      throws IOException {
    if (size != Picture.LARGE && size != Picture.SMALL) {
      return Problems.invalid("size", "enum", "64 or 512");
    }
    Optional<AvatarName> avatar = AvatarName.parse(name);
    Optional<Stored> stored = avatar.flatMap(found -> storage.get(found.key(size)));
    if (stored.isEmpty()) {
      return Problems.notFound();
    }
    // A few kilobytes, made by ourselves: no need to stream them.
    try (Stored picture = stored.get()) {
      String tag = "\"" + size + "-" + name + "\"";
      MutableHttpResponse<byte[]> answer =
          EntityTags.isKnown(request, tag)
              ? HttpResponse.notModified()
              : HttpResponse.ok(picture.content().readAllBytes())
                  .contentType(MediaType.of(avatar.get().format().mediaType()));
      return answer
          .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
          .header(HttpHeaders.ETAG, tag)
          .header("X-Content-Type-Options", "nosniff")
          .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }
  }
}
