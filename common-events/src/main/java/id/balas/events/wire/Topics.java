package id.balas.events.wire;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatChanged;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.WireRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The topics of the system, and the topic of each record.
public final class Topics {

  public static final String CHAT_INPUTS = "chat-inputs";
  public static final String REPLY_REQUESTS = "reply-requests";
  public static final String OUTBOUND_MESSAGES = "outbound-messages";
  public static final String MESSAGE_STATUSES = "message-statuses";
  public static final String MESSAGE_ECHOES = "message-echoes";
  public static final String CHAT_STATES = "chat-states";
  public static final String CHAT_CHANGES = "chat-changes";
  public static final String INTAKE_WATERMARKS = "intake-watermarks";
  public static final String KNOWN_LINKS = "known-links";

  private static final List<Topic> RECORDS =
      List.of(
          new Topic(CHAT_INPUTS, Duration.ofDays(14), false),
          new Topic(REPLY_REQUESTS, Duration.ofDays(14), false),
          new Topic(OUTBOUND_MESSAGES, Duration.ofDays(14), false),
          new Topic(MESSAGE_STATUSES, Duration.ofDays(14), false),
          new Topic(MESSAGE_ECHOES, Duration.ofDays(2), false),
          new Topic(CHAT_STATES, null, false),
          new Topic(CHAT_CHANGES, Duration.ofDays(45), false),
          new Topic(INTAKE_WATERMARKS, null, true),
          new Topic(KNOWN_LINKS, null, true));

  /// All topics with their dead-letter topics.
  public static final List<Topic> ALL =
      RECORDS.stream().flatMap(topic -> Stream.of(topic, topic.deadLetters())).toList();

  private Topics() {}

  public static Topic named(String name) {
    return ALL.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown topic " + name));
  }

  /// The topic of this record.
  public static String of(WireRecord record) {
    return switch (record) {
      case ChatInput _ -> CHAT_INPUTS;
      case ReplyRequest _ -> REPLY_REQUESTS;
      case OutboundMessage _ -> OUTBOUND_MESSAGES;
      case MessageStatus _ -> MESSAGE_STATUSES;
      case MessageEcho _ -> MESSAGE_ECHOES;
      case ChatState _ -> CHAT_STATES;
      case ChatChanged _ -> CHAT_CHANGES;
      case IntakeWatermark _ -> INTAKE_WATERMARKS;
      case KnownLink _ -> KNOWN_LINKS;
    };
  }
}
