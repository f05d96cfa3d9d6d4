package chat.parley.api.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// What speaks with S3. Made at first need: an api starts while S3 is away, and one that never
/// needs it doesn't load its classes.
final class S3Connection implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);

  /// Whoever downloads slowly has one as long as that takes.
  private static final int MOST_CONNECTIONS = 500;

  private final S3Settings settings;
  private @Nullable AwsCredentialsProvider credentials;
  private @Nullable S3Client client;
  private @Nullable S3Presigner presigner;

  S3Connection(S3Settings settings) {
    this.settings = settings;
  }

  synchronized S3Client client() {
    S3Client made = client;
    if (made == null) {
      made = newClient();
      client = made;
    }
    return made;
  }

  private S3Client newClient() {
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials())
            .serviceConfiguration(style())
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MOST_CONNECTIONS)
                    .connectionTimeout(TO_CONNECT)
                    .connectionAcquisitionTimeout(settings.timeout())
                    .socketTimeout(settings.timeout()))
            .overrideConfiguration(
                override ->
                    override
                        .apiCallTimeout(settings.callTimeout())
                        .retryStrategy(
                            DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
    place(builder);
    return builder.build();
  }

  private void place(S3BaseClientBuilder<?, ?> builder) {
    Region region = region();
    if (region != null) {
      builder.region(region);
    }
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      // Of those that speak as S3 does, not all know its newer checksums.
      builder
          .endpointOverride(endpoint)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
  }

  /// Signs addresses, by itself: S3 isn't asked.
  synchronized S3Presigner presigner() {
    S3Presigner made = presigner;
    if (made == null) {
      made = newPresigner();
      presigner = made;
    }
    return made;
  }

  private S3Presigner newPresigner() {
    S3Presigner.Builder builder =
        S3Presigner.builder().credentialsProvider(credentials()).serviceConfiguration(style());
    Region region = region();
    if (region != null) {
      builder.region(region);
    }
    // The host is part of what is signed.
    URI outside = settings.publicEndpoint();
    URI endpoint = outside == null ? settings.endpoint() : outside;
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  /// What is sent lies in memory as a whole, so there is no need to divide it into chunks, each
  /// copied and signed by itself, which not all know who speak as S3 does.
  private S3Configuration style() {
    return S3Configuration.builder()
        .pathStyleAccessEnabled(settings.pathStyleAccess())
        .chunkedEncodingEnabled(false)
        .build();
  }

  private @Nullable Region region() {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    return settings.endpoint() == null ? null : Region.US_EAST_1;
  }

  private AwsCredentialsProvider credentials() {
    AwsCredentialsProvider made = credentials;
    if (made == null) {
      String key = settings.accessKey();
      String secret = settings.secretKey();
      made =
          key == null || secret == null
              ? DefaultCredentialsProvider.builder().build()
              : StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
      credentials = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (presigner != null) {
      presigner.close();
    }
    if (client != null) {
      client.close();
    }
    if (credentials instanceof DefaultCredentialsProvider found) {
      found.close();
    }
  }
}
