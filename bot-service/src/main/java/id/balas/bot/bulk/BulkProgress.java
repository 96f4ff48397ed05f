package id.balas.bot.bulk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/// How far a bulk action is. `late` chats were not reached in time; nothing happens to them.
/// `refusals` has at most 100 of the refused chats.
record BulkProgress(
    @Schema(example = "0b54a7f1-3d0f-4c55-9a55-0f3f8c4b2f11") UUID id,
    State state,
    @Schema(example = "120") int chats,
    @Schema(example = "110") int done,
    @Schema(example = "4") int refused,
    @Schema(example = "0") int late,
    @Schema(example = "6") int pending,
    List<Refused> refusals) {

  enum State {
    RUNNING,
    FINISHED
  }

  record Refused(
      @Schema(example = "default:628111222333@s.whatsapp.net") String chat,
      @Schema(example = "the customer wrote since") String rule) {}

  static BulkProgress of(UUID id, int chats, int done, int refused, int late) {
    int pending = chats - done - refused - late;
    State state = pending == 0 ? State.FINISHED : State.RUNNING;
    return new BulkProgress(id, state, chats, done, refused, late, pending, List.of());
  }

  BulkProgress with(List<Refused> found) {
    return new BulkProgress(id, state, chats, done, refused, late, pending, found);
  }
}
