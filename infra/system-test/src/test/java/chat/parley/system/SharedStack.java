package chat.parley.system;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test, or its class, the one [Stack] of two apis and two push nodes, which is started
/// by the first that asks and ended after the last. Several classes are in it at a time: each
/// brings people of its own, and none ends or stops a process of it.
final class SharedStack implements ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(SharedStack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Stack resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(Stack.class, key -> start(), Stack.class);
  }

  private static Stack start() {
    return Stack.start(
        StackOptions.temporary()
            .api(2)
            .push(2)
            // Answers to heartbeats are receipts, and come when they like: tests count receipts.
            .with("PARLEY_PUSH_HEARTBEAT", "10m"));
  }
}
