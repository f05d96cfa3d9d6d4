package chat.parley.infra.reference;

import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The component of a record behind a setting: what its values look like.
///
/// @param parameter the same as a parameter of the constructor, which has the constraints
record Component(RecordComponent component, Parameter parameter) {

  /// @param setting its name, of which the last part is the component's in kebab-case
  static Component of(String type, String setting, ClassLoader program) {
    String name = setting.substring(setting.lastIndexOf('.') + 1).replace("-", "");
    try {
      Class<?> source = Class.forName(type, false, program);
      RecordComponent[] components = source.getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        if (components[i].getName().equalsIgnoreCase(name)) {
          return new Component(components[i], constructor(source, components)[i]);
        }
      }
      throw new IllegalStateException("no component of " + type + " is called " + name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the settings say of themselves what is not so", e);
    }
  }

  private static Parameter[] constructor(Class<?> source, RecordComponent[] components)
      throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return source.getDeclaredConstructor(types).getParameters();
  }

  String kind() {
    Class<?> type = component.getType();
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(", "));
    }
    if (parameter.isAnnotationPresent(ReadableBytes.class)) {
      return "size";
    }
    if (type == boolean.class) {
      return "`true`, `false`";
    }
    if (type == int.class || type == long.class) {
      return "number" + bounds();
    }
    if (type == Duration.class) {
      return "time";
    }
    if (type == URI.class) {
      return "address";
    }
    return type == List.class ? "list" : "text";
  }

  private String bounds() {
    Min min = parameter.getAnnotation(Min.class);
    Max max = parameter.getAnnotation(Max.class);
    return (min == null ? "" : ", %d or more".formatted(min.value()))
        + (max == null ? "" : ", %d at most".formatted(max.value()));
  }

  String byDefault(String value) {
    return value.isEmpty() ? "none" : "`" + value + "`";
  }

  String withoutDefault() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? "none" : "**needed**";
  }
}
