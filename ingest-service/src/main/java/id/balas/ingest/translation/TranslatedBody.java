package id.balas.ingest.translation;

import id.balas.events.WireRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The result of one body: the records to publish and the number of ignored items by reason.
/// `possibleGaps` are published once the records are durable. `withoutId` messages got a generated
/// id. `fromUnknownChannel` parts of the body are from a channel that no setting names.
public record TranslatedBody(
    List<WireRecord> records,
    Map<Ignored, Integer> ignored,
    List<PossibleGap> possibleGaps,
    int withoutId,
    int fromUnknownChannel) {

  /// The result of one item of a body.
  sealed interface Item permits Kept, Ignored, PossibleGap {}

  /// `hasOwnId` is false for a message that the provider sent without an id.
  record Kept(WireRecord record, boolean hasOwnId) implements Item {
    Kept(WireRecord record) {
      this(record, true);
    }
  }

  static TranslatedBody of(List<Item> items, int fromUnknownChannel) {
    List<WireRecord> records = new ArrayList<>(items.size());
    Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
    List<PossibleGap> gaps = new ArrayList<>(0);
    int withoutId = 0;
    for (Item item : items) {
      switch (item) {
        case Kept(WireRecord record, boolean hasOwnId) -> {
          records.add(record);
          withoutId += hasOwnId ? 0 : 1;
        }
        case Ignored reason -> ignored.merge(reason, 1, Integer::sum);
        case PossibleGap gap -> gaps.add(gap);
      }
    }
    return new TranslatedBody(records, ignored, gaps, withoutId, fromUnknownChannel);
  }
}
