package chat.parley.infra.docker;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Dockerfile says of one image: the instructions of its stage, after those of the stages
/// that it builds on.
record Recipe(List<Instruction> instructions) {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_.]+)=(\"[^\"]*\"|\\S+)");

  static Path file() {
    return Checkout.here().root().resolve("infra/docker/Dockerfile");
  }

  /// All of the file, in their order.
  static List<Instruction> all() throws IOException {
    String joined =
        Files.readString(file()).replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R", " ");
    return joined.lines().filter(line -> !line.isBlank()).map(Instruction::of).toList();
  }

  static Recipe of(String stage) throws IOException {
    List<Instruction> own = new ArrayList<>();
    String base = "";
    boolean inside = false;
    for (Instruction each : all()) {
      if (each.is("FROM")) {
        inside = each.words().getLast().equals(stage);
        base = inside ? each.words().getFirst() : base;
      } else if (inside) {
        own.add(each);
      }
    }
    if (!base.startsWith("$")) {
      own.addAll(0, of(base).instructions());
    }
    return new Recipe(List.copyOf(own));
  }

  List<Instruction> all(String keyword) {
    return instructions.stream().filter(each -> each.is(keyword)).toList();
  }

  /// The one that counts.
  Instruction last(String keyword) {
    return all(keyword).getLast();
  }

  Map<String, String> assignments(String keyword) {
    Map<String, String> all = new TreeMap<>();
    for (Instruction each : all(keyword)) {
      for (Matcher found = ASSIGNMENT.matcher(each.arguments()); found.find(); ) {
        all.put(found.group(1), found.group(2).replace("\"", ""));
      }
    }
    return all;
  }
}
