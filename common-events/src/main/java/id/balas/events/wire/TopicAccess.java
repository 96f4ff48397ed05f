package id.balas.events.wire;

import java.util.List;
import java.util.stream.Stream;

/// What one service may do in Kafka: the topics that it reads and writes, and its consumer groups.
/// It may describe the topics that it reads or writes. No service uses Kafka's transactions.
public record TopicAccess(
    String service, List<String> reads, List<String> writes, List<String> groups) {

  public static final TopicAccess INGEST =
      new TopicAccess(
          "ingest-service",
          // What it has accepted before, to find missed messages.
          List.of(
              Topics.CHAT_INPUTS,
              Topics.MESSAGE_ECHOES,
              Topics.INTAKE_WATERMARKS,
              Topics.KNOWN_LINKS),
          List.of(
              Topics.CHAT_INPUTS,
              Topics.MESSAGE_STATUSES,
              Topics.MESSAGE_ECHOES,
              Topics.INTAKE_WATERMARKS,
              Topics.KNOWN_LINKS),
          List.of("ingest-gaps"));

  public static final TopicAccess BOT =
      new TopicAccess(
          "bot-service",
          List.of(
              Topics.CHAT_INPUTS,
              Topics.REPLY_REQUESTS,
              Topics.OUTBOUND_MESSAGES,
              Topics.MESSAGE_STATUSES,
              Topics.MESSAGE_ECHOES,
              Topics.CHAT_CHANGES),
          List.of(
              Topics.CHAT_INPUTS,
              Topics.REPLY_REQUESTS,
              Topics.OUTBOUND_MESSAGES,
              Topics.CHAT_STATES,
              Topics.CHAT_CHANGES,
              deadLetters(Topics.CHAT_INPUTS),
              deadLetters(Topics.REPLY_REQUESTS),
              deadLetters(Topics.OUTBOUND_MESSAGES),
              deadLetters(Topics.MESSAGE_STATUSES),
              deadLetters(Topics.MESSAGE_ECHOES),
              deadLetters(Topics.CHAT_CHANGES)),
          List.of(
              "bot-decisions", "bot-history", "bot-conversations", "bot-reports", "bot-replies"));

  public static final TopicAccess SENDER =
      new TopicAccess(
          "sender-service",
          List.of(
              Topics.OUTBOUND_MESSAGES,
              Topics.MESSAGE_ECHOES,
              Topics.MESSAGE_STATUSES,
              Topics.CHAT_STATES,
              deadLetters(Topics.CHAT_INPUTS),
              deadLetters(Topics.OUTBOUND_MESSAGES)),
          List.of(
              // Replayed dead letters.
              Topics.CHAT_INPUTS,
              Topics.OUTBOUND_MESSAGES,
              Topics.MESSAGE_STATUSES,
              deadLetters(Topics.OUTBOUND_MESSAGES)),
          List.of("sender-deliveries", "sender-echoes", "sender-statuses", "sender-dead-letters"));

  public static final List<TopicAccess> ALL = List.of(INGEST, BOT, SENDER);

  /// Without duplicates.
  public List<String> describes() {
    return Stream.concat(reads.stream(), writes.stream()).distinct().toList();
  }

  private static String deadLetters(String topic) {
    return Topics.named(topic).deadLetters().name();
  }
}
