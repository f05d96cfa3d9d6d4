package chat.parley.load.bench;

import java.util.List;

/// Figures of several phases beside each other.
///
/// @param rows each as long as the columns; numbers and texts
record Table(String title, List<String> columns, List<List<Object>> rows) {
  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
