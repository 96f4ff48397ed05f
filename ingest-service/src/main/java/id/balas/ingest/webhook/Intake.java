package id.balas.ingest.webhook;

import id.balas.events.WireRecord;
import java.util.ArrayList;
import java.util.List;

/// What one body came to: the records to keep, and how many items were not for us or came without an id.
final class Intake {

  private final List<WireRecord> records = new ArrayList<>();
  private int ignored;
  private int withoutId;

  void keep(WireRecord record) {
    records.add(record);
  }

  void ignore() {
    ignored++;
  }

  void countWithoutId() {
    withoutId++;
  }

  List<WireRecord> records() {
    return records;
  }

  int ignored() {
    return ignored;
  }

  int withoutId() {
    return withoutId;
  }
}
