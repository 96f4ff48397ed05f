package id.balas.system.load.steps;

import id.balas.system.load.Verdict;
import id.balas.system.load.desk.LiveStream;
import id.balas.system.load.figures.Latency;
import id.balas.system.load.steps.Arrivals.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The messages of a step's customers, and their replies. `prefix` begins the numbers of the
/// customers and the ids of their messages.
final class StepMessages {

  static final String PROVIDER = "at the provider";
  private static final int CHATS = 2_000;

  final String prefix;
  final MessageTimes times;
  private final List<Arrival> replies = new ArrayList<>();

  StepMessages(String prefix, int room) {
    this.prefix = prefix;
    this.times = new MessageTimes(room);
  }

  /// A chat is always written by the same connection, so one person writes one message after the
  /// other.
  String chat(int message) {
    return prefix + "%04d@s.whatsapp.net".formatted(message % CHATS);
  }

  String id(int message) {
    return prefix + "-" + message + "-LOAD";
  }

  /// The default reply contains the name, so it shows which message it answers.
  static String name(int message) {
    return "Budi-" + message;
  }

  void add(Arrival arrival) {
    if (arrival.chatId().startsWith(prefix)) {
      replies.add(arrival);
      times.sent[number(arrival)] = arrival.micros();
    }
  }

  int answered() {
    return replies.size();
  }

  void addShown(LiveStream stream) {
    for (int i = 0; i < times.due.length; i++) {
      times.shown[i] = times.due[i] == 0 ? 0 : stream.shown(chat(i), times.due[i]);
    }
  }

  Map<String, Latency> stages() {
    Map<String, Latency> stages = new LinkedHashMap<>();
    stages.put("taken by the webhook", times.since(times.taken));
    stages.put("decided", times.since(times.decided));
    stages.put(PROVIDER, times.since(times.sent));
    stages.put("shown in the live stream", times.since(times.shown));
    stages.values().removeIf(latency -> latency.count() == 0);
    return stages;
  }

  Verdict verdict() {
    Map<String, List<String>> expected = new HashMap<>();
    for (int i = 0; i < times.due.length; i++) {
      if (times.due[i] > 0) {
        expected.computeIfAbsent(chat(i), _ -> new ArrayList<>()).add(name(i));
      }
    }
    Map<String, List<String>> found = new HashMap<>();
    replies.forEach(reply ->
        found.computeIfAbsent(reply.chatId(), _ -> new ArrayList<>()).add(name(number(reply))));
    return Verdict.of(expected, found);
  }

  private static int number(Arrival arrival) {
    return Integer.parseInt(arrival.text().replaceFirst("(?s).*?Budi-(\\d+).*", "$1"));
  }
}
