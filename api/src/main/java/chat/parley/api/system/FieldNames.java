package chat.parley.api.system;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Locale;
import java.util.StringJoiner;

/// Property paths as the client knows them: `create.request.displayName` is `display_name`.
final class FieldNames {
  private FieldNames() {}

  static String of(Path path) {
    StringJoiner name = new StringJoiner(".");
    String last = "";
    for (Path.Node node : path) {
      String own = node.getName();
      if (own != null) {
        last = own;
      }
      if (own != null && isTheClients(node.getKind())) {
        name.add(snakeCase(own) + (node.getIndex() == null ? "" : "[" + node.getIndex() + "]"));
      }
    }
    return name.length() == 0 ? snakeCase(last) : name.toString();
  }

  /// `Size` of `@Size` as `size`.
  static String constraint(ConstraintViolation<?> violation) {
    var descriptor = violation.getConstraintDescriptor();
    return descriptor == null || descriptor.getAnnotation() == null
        ? "invalid"
        : snakeCase(descriptor.getAnnotation().annotationType().getSimpleName());
  }

  private static boolean isTheClients(ElementKind kind) {
    return kind == ElementKind.PROPERTY || kind == ElementKind.CONTAINER_ELEMENT;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
