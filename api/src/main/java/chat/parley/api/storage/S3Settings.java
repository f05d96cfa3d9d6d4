package chat.parley.api.storage;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A bucket of Amazon's S3, or of a server that speaks as it does; where `parley.storage.type` is
/// `s3`.
///
/// @param bucket has to be there already
/// @param endpoint of a server that is not Amazon's
/// @param publicEndpoint under which clients reach it, if not under the same
/// @param region `null`: what the environment says, or with an endpoint `us-east-1`
/// @param pathStyleAccess whether the bucket stands in the path and not in the host's name
/// @param prefix before all keys, for a bucket that is shared with others
/// @param accessKey `null`, with the secret one: found as the AWS SDK does it, in the environment,
///     in its files, or asked of the machine
/// @param secretKey goes with the one before
/// @param partSize into how many bytes large contents are divided. S3 takes 5 MiB at least, and
///     10,000 of them
/// @param partsInMemory how many there are in memory at once; who brings more waits
/// @param timeout for each answer; a request with its retries has six times as long
/// @param presignedDownloads whether [Storage#link] gives addresses away
@ConfigurationProperties("parley.storage.s3")
@Requires(property = "parley.storage.type", value = "s3")
public record S3Settings(
    @NotBlank String bucket,
    @Nullable URI endpoint,
    @Nullable URI publicEndpoint,
    @Nullable String region,
    @Bindable(defaultValue = "false") boolean pathStyleAccess,
    @Pattern(regexp = "([A-Za-z0-9._-]+/)*") @Bindable(defaultValue = "") String prefix,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Min(5 << 20) @Max(1 << 30) @Bindable(defaultValue = "8388608") int partSize,
    @Min(1) @Bindable(defaultValue = "8") int partsInMemory,
    @Bindable(defaultValue = "10s") Duration timeout,
    @Bindable(defaultValue = "false") boolean presignedDownloads) {

  public S3Settings {
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException("parley.storage.s3: access-key needs secret-key");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("parley.storage.s3.timeout: nobody answers at once");
    }
    requireHttp(endpoint);
    requireHttp(publicEndpoint);
  }

  private static void requireHttp(@Nullable URI endpoint) {
    if (endpoint != null
        && (endpoint.getHost() == null
            || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme())))) {
      throw new IllegalArgumentException("parley.storage.s3: no address of a server: " + endpoint);
    }
  }

  /// For a request with all its tries.
  Duration callTimeout() {
    return timeout.multipliedBy(6);
  }

  /// Without the keys.
  @Override
  public String toString() {
    return "S3Settings[bucket=%s, endpoint=%s, region=%s, prefix=%s]"
        .formatted(bucket, endpoint, region, prefix);
  }
}
