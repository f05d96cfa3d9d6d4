package chat.parley.load.meter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What some processes have used, by their roles.
///
/// @param cpuSeconds of each
/// @param residentMegabytes of each
public record Usage(Map<String, Double> cpuSeconds, Map<String, Double> residentMegabytes) {
  public Usage {
    cpuSeconds = Map.copyOf(cpuSeconds);
    residentMegabytes = Map.copyOf(residentMegabytes);
  }

  /// Until now.
  ///
  /// @param processes by their roles
  public static Usage of(Map<String, List<Long>> processes) {
    Processes now = Processes.now();
    Map<String, Double> cpu = new LinkedHashMap<>();
    Map<String, Double> resident = new LinkedHashMap<>();
    processes.forEach(
        (role, pids) -> {
          cpu.put(role, pids.stream().mapToDouble(now::cpuSeconds).sum());
          resident.put(role, pids.stream().mapToDouble(now::residentKilobytes).sum() / 1024);
        });
    return new Usage(cpu, resident);
  }

  /// The processor time since; memory is what it is now.
  public Usage since(Usage before) {
    Map<String, Double> cpu = new LinkedHashMap<>();
    cpuSeconds.forEach((role, seconds) -> cpu.put(role, seconds - before.cpuSeconds(role)));
    return new Usage(cpu, residentMegabytes);
  }

  public boolean has(String role) {
    return cpuSeconds.containsKey(role);
  }

  /// 0 where nobody has the role.
  public double cpuSeconds(String role) {
    return cpuSeconds.getOrDefault(role, 0.0);
  }

  public double residentMegabytes(String role) {
    return residentMegabytes.getOrDefault(role, 0.0);
  }

  public double cpuSecondsOfAll() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
