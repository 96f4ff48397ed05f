package id.balas.bot.history.queries;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatCommand;
import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import java.util.List;

/// The records that a decision emitted, as type and id.
final class EmittedRecords {

  private EmittedRecords() {}

  static List<String> named(String emits) {
    return EventJson.readAll(emits).stream()
        .map(record ->
            switch (record) {
              case OutboundMessage message -> "OutboundMessage " + message.id();
              case ReplyRequest request -> "ReplyRequest " + request.id();
              case ChatCommand command ->
                  command.getClass().getSimpleName() + " " + command.commandId();
              default -> record.getClass().getSimpleName();
            })
        .toList();
  }
}
