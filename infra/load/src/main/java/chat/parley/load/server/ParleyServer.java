package chat.parley.load.server;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Program;
import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.population.Database;
import chat.parley.load.population.Layout;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Apis and push nodes, as they run in production.
public final class ParleyServer implements Server {
  private final Stack stack;

  private ParleyServer(Stack stack) {
    this.stack = stack;
  }

  public static ParleyServer start(Path logs, int apis, int pushes) {
    return new ParleyServer(
        Stack.start(StackOptions.temporary().logFolder(logs).api(apis).push(pushes)));
  }

  @Override
  public String name() {
    return "Parley";
  }

  @Override
  public String madeOf() {
    return "JDK %s, %d api (%s), %d push (%s)"
        .formatted(
            System.getProperty("java.version"),
            stack.apis().size(),
            optionsOf(Checkout.here().api()),
            stack.pushes().size(),
            optionsOf(Checkout.here().push()));
  }

  /// Those of memory and its collector.
  private static String optionsOf(Program program) {
    return program.allOptions().stream()
        .filter(option -> option.startsWith("-Xm") || option.endsWith("GC"))
        .collect(Collectors.joining(" ", "`", "`"));
  }

  public Stack stack() {
    return stack;
  }

  @Override
  public List<Integer> requestPorts() {
    return stack.apis().stream().map(RunningNode::port).toList();
  }

  @Override
  public List<Integer> socketPorts() {
    return stack.pushes().stream().map(RunningNode::port).toList();
  }

  @Override
  public String messagesPath() {
    return "/v1/conversations/%s/messages";
  }

  @Override
  public Population settle(Layout layout) {
    return Population.of(stack, layout);
  }

  @Override
  public Client client(Member member, ClientLoop loop, Course course) {
    return new ParleyClient(member, loop, course);
  }

  @Override
  public Map<String, List<Long>> processes() {
    return Map.of(
        REQUESTS, pids(stack.apis()),
        SOCKETS, pids(stack.pushes()),
        POSTGRES, List.of(stack.postgres().pid()),
        REDIS, List.of(stack.redis().pid()));
  }

  private static List<Long> pids(List<RunningNode> nodes) {
    return nodes.stream().map(RunningNode::pid).toList();
  }

  @Override
  public void analyze() {
    Database.of(stack).analyze();
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public void close() {
    stack.close();
  }
}
