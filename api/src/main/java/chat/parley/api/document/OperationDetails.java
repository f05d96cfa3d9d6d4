package chat.parley.api.document;

import chat.parley.api.system.Caller;
import chat.parley.api.system.Refuses;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Completes each operation by what its route tells: its name, its refusals, and that an empty
/// answer is a 204.
@Singleton
class OperationDetails {
  private final Router router;

  OperationDetails(Router router) {
    this.router = router;
  }

  void complete(Map<String, Object> document) {
    Map<String, Object> paths = Tree.at(document, "paths");
    Set<String> names = new HashSet<>();
    Set<Object> done = new HashSet<>();
    for (UriRouteInfo<?, ?> route : router.uriRoutes().sorted(OperationDetails::inOrder).toList()) {
      Map<String, Object> path = Tree.mapping(paths.get(path(route)));
      Object operation = path.get(route.getHttpMethodName().toLowerCase(Locale.ROOT));
      // The router lists each route once for each port, and a call with two content types has
      // two.
      if (operation != null && isOurs(route) && done.add(key(route))) {
        complete(Tree.mapping(operation), route, names);
      }
    }
  }

  /// The framework's own are described by hand.
  private static boolean isOurs(UriRouteInfo<?, ?> route) {
    return route.getDeclaringType().getName().startsWith("chat.parley.");
  }

  private static List<String> key(UriRouteInfo<?, ?> route) {
    return List.of(route.getHttpMethodName(), path(route));
  }

  private static int inOrder(UriRouteInfo<?, ?> a, UriRouteInfo<?, ?> b) {
    return path(a).compareTo(path(b));
  }

  private static String path(UriRouteInfo<?, ?> route) {
    return route.getUriMatchTemplate().toPathString();
  }

  private static void complete(
      Map<String, Object> operation, UriRouteInfo<?, ?> route, Set<String> names) {
    AnnotationMetadata metadata = route.getTargetMethod().getAnnotationMetadata();
    operation.put("operationId", name(route, names));
    // Said twice by a description of one sentence.
    operation.remove("description", operation.get("summary"));
    security(operation, route);
    successes(Tree.at(operation, "responses"));
    RefusedStatuses statuses = RefusedStatuses.of(operation, path(route).startsWith("/v1/"));
    Arrays.stream(metadata.enumValues(Refuses.class, ErrorCode.class))
        .forEach(code -> statuses.add(code.status(), code));
    Arrays.stream(metadata.enumValues(Refuses.class, "with403", ErrorCode.class))
        .forEach(code -> statuses.add(403, code));
    Arrays.stream(metadata.enumValues(Refuses.class, "with416", ErrorCode.class))
        .forEach(code -> statuses.add(416, code));
    statuses.write(operation);
  }

  /// By package and method, so that it stays the same when others come; a method with two
  /// addresses needs a number.
  private static String name(UriRouteInfo<?, ?> route, Set<String> names) {
    String method = route.getTargetMethod().getMethodName();
    String packageName = route.getDeclaringType().getPackageName();
    String base =
        packageName.substring(packageName.lastIndexOf('.') + 1)
            + method.substring(0, 1).toUpperCase(Locale.ROOT)
            + method.substring(1);
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + i;
    }
    return name;
  }

  private static void security(Map<String, Object> operation, UriRouteInfo<?, ?> route) {
    boolean anonymous =
        Arrays.asList(route.getTargetMethod().stringValues(Secured.class))
            .contains(SecurityRule.IS_ANONYMOUS);
    boolean takesCaller =
        Arrays.asList(route.getTargetMethod().getArgumentTypes()).contains(Caller.class);
    if (anonymous) {
      operation.put(
          "security", takesCaller ? List.of(Map.of("bearer", List.of()), Map.of()) : List.of());
    }
  }

  private static void successes(Map<String, Object> responses) {
    if (responses.get("200") instanceof Map<?, ?> ok && !ok.containsKey("content")) {
      responses.put("204", responses.remove("200"));
    }
    responses.forEach(
        (status, response) -> {
          String generated = " " + status + " response";
          if (String.valueOf(Tree.mapping(response).get("description")).endsWith(generated)
              || status.equals("204")) {
            Tree.mapping(response).put("description", status.equals("204") ? "Done" : "OK");
          }
        });
  }
}
