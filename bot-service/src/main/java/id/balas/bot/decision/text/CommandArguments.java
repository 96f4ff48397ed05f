package id.balas.bot.decision.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of an admin command: a phone number and the text that follows it. A number in one
/// piece ends at the first space. A number in groups ends after its last digit, at a colon or at a
/// line break. If the text may start with digits of its own, the end is ambiguous and the command
/// is rejected: a guess could send the reply to the wrong customer.
public sealed interface CommandArguments {

  /// `words` keeps its own spaces and line breaks.
  record To(String chatId, String words) implements CommandArguments {}

  record NoNumber() implements CommandArguments {}

  record NotANumber(String written) implements CommandArguments {}

  /// The end of the number is ambiguous.
  record Unclear() implements CommandArguments {}

  // A number with this many digits, country code included, takes no further group.
  int COMPLETE = 10;
  int LONGEST_GROUP = 30;
  int LONGEST_NUMBER = 60;
  Pattern GROUP = Pattern.compile("\\+?[\\d().\\-/\\p{Pd}]*\\d[\\d().\\-/\\p{Pd}]*");
  Pattern NEXT = Pattern.compile("[^\\S\\n]*(\\S+)");

  static CommandArguments read(String text, String countryCode) {
    Matcher next = NEXT.matcher(text.stripLeading());
    if (!next.lookingAt()) {
      return new NoNumber();
    }
    String rest = text.stripLeading();
    String first = next.group(1);
    Optional<String> alone = PhoneNumber.chatId(withoutEnd(first), countryCode);
    if (alone.isPresent() && (isComplete(alone.get()) || !isGroup(PhoneNumber.plain(first)))) {
      return new To(alone.get(), wordsAfter(rest.substring(next.end())));
    }
    return readGroups(rest, first, countryCode);
  }

  private static CommandArguments readGroups(String text, String first, String countryCode) {
    List<To> readings = new ArrayList<>();
    StringBuilder number = new StringBuilder();
    Matcher next = NEXT.matcher(text);
    boolean ended = false;
    int at = 0;
    while (!ended
        && number.length() < LONGEST_NUMBER
        && next.region(at, text.length()).lookingAt()) {
      String group = PhoneNumber.plain(next.group(1));
      ended = group.endsWith(":");
      if (!isGroup(withoutEnd(group))) {
        ended = false;
        break;
      }
      at = next.end();
      number.append(' ').append(withoutEnd(group));
      ended |= at == text.length() || text.charAt(at) == '\n';
      String words = wordsAfter(text.substring(at));
      PhoneNumber.chatId(number.toString(), countryCode)
          .ifPresent(chatId -> readings.add(new To(chatId, words)));
    }
    List<To> complete = readings.stream().filter(reading -> isComplete(reading.chatId())).toList();
    if (readings.isEmpty()) {
      return new NotANumber(first);
    }
    if (ended || complete.isEmpty()) {
      return readings.getLast();
    }
    return complete.size() == 1 ? complete.getFirst() : new Unclear();
  }

  private static boolean isGroup(String word) {
    return word.length() <= LONGEST_GROUP && GROUP.matcher(word).matches();
  }

  private static boolean isComplete(String chatId) {
    return chatId.endsWith("@lid") || chatId.indexOf('@') >= COMPLETE;
  }

  private static String withoutEnd(String word) {
    return word.replaceFirst("[:,;]$", "");
  }

  // Drops the space, colon or line break that ends the number.
  private static String wordsAfter(String rest) {
    return rest.replaceFirst("^[^\\S\\n]*(?::[^\\S\\n]*)?\\n*", "").stripTrailing();
  }
}
