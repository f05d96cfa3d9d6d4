package chat.parley.api.system;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// Has requests counted by how long they took, so that percentiles of all apis together can be
/// told: those of each alone can't be added up.
@Singleton
class RequestTimes implements MeterFilter {
  private static final double[] NANOS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
          .mapToDouble(TimeUnit.MILLISECONDS::toNanos)
          .toArray();

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().equals("http.server.requests")
        ? DistributionStatisticConfig.builder().serviceLevelObjectives(NANOS).build().merge(config)
        : config;
  }
}
