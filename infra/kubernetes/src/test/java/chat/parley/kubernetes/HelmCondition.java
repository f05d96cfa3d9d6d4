package chat.parley.kubernetes;

import com.marcnuri.helm.jni.NativeLibrary;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whether Helm's native library for this machine is among the dependencies. Helm itself isn't
/// asked: where there is none, it looks for one on the network.
final class HelmCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (ServiceLoader.load(NativeLibrary.class).findFirst().isPresent()) {
      return ConditionEvaluationResult.enabled("Helm's native library is there");
    }
    String reason =
        "no native library of Helm for %s on %s: the chart is not tested here"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    System.out.printf("!!! %s: %s%n", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
