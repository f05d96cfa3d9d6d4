package chat.parley.kubernetes;

import com.marcnuri.helm.jni.NativeLibrary;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whether Helm's native library for this machine is among the dependencies. Helm itself isn't
/// asked: where there is none, it looks for one on the network.
final class HelmCondition implements ExecutionCondition {
  /// Here nothing may be skipped: nobody would notice.
  private static final String SUPPORTED = "Linux on amd64";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (ServiceLoader.load(NativeLibrary.class).findFirst().isPresent()) {
      return ConditionEvaluationResult.enabled("Helm's native library is there");
    }
    String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (machine.equals(SUPPORTED)) {
      throw new ExtensionConfigurationException(
          "Helm's native library is missing, which the profile helm-on-linux-amd64 should bring");
    }
    String reason = "no native library of Helm for " + machine + ": the chart is not tested here";
    System.out.printf("!!! %s: %s%n", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
