package id.balas.ingest.translation;

import id.balas.events.WireRecord;
import java.util.ArrayList;
import java.util.List;

/// What one body came to: the records to keep, and how many items were not for us or came without an id.
public final class Intake {

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

  public List<WireRecord> records() {
    return records;
  }

  public int ignored() {
    return ignored;
  }

  public int withoutId() {
    return withoutId;
  }
}
