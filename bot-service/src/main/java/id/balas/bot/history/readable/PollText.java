package id.balas.bot.history.readable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Writes a poll with the votes of each option.
final class PollText {

  private static final int MOST_OPTIONS = 100;

  private final ReadableTexts texts;

  PollText(ReadableTexts texts) {
    this.texts = texts;
  }

  /// Recorded votes are newer than the counts in the poll.
  String poll(ProviderJson poll, Collection<List<String>> votes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    poll.list("options", "choices", "values").forEach(option -> add(option, counts, names));
    poll.list("results").forEach(result -> add(result, counts, names));
    if (!votes.isEmpty()) {
      counts.replaceAll((_, _) -> 0);
      votes.forEach(chosen ->
          chosen.stream()
              .distinct()
              .forEach(vote -> counts.merge(names.getOrDefault(vote, vote), 1, Integer::sum)));
    }
    String question = poll.text("title", "name", "question", "body");
    String options =
        counts.entrySet().stream()
            .limit(MOST_OPTIONS)
            .map(option -> texts.of("poll.option", option.getKey(), option.getValue()))
            .collect(Collectors.joining(", "));
    String label = question == null ? texts.of("poll") : texts.of("poll") + ": " + question;
    return options.isEmpty() ? label : label + " – " + options;
  }

  // An option is a text, or an object with its name, its id and its count.
  private static void add(JsonNode option, Map<String, Integer> counts, Map<String, String> names) {
    String name = ProviderJson.text(option);
    var json = new ProviderJson(option);
    String shown =
        name != null ? name : option.isObject() ? json.text("name", "title", "option", "id") : null;
    if (shown == null) {
      return;
    }
    Integer count = option.isObject() ? json.count("count", "votes") : null;
    int known = count != null ? count : json.list("voters").size();
    counts.merge(shown, known, Math::max);
    String id = option.isObject() ? json.text("id") : null;
    if (id != null) {
      names.put(id, shown);
    }
  }

  /// A vote whose poll is unknown.
  String vote(ProviderJson action) {
    String chosen =
        action.list("votes", "options").stream()
            .map(ProviderJson::text)
            .filter(text -> text != null)
            .collect(Collectors.joining(", "));
    return chosen.isEmpty() ? texts.of("vote") : texts.of("vote") + ": " + chosen;
  }
}
