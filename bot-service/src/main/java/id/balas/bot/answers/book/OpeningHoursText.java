package id.balas.bot.answers.book;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Formats opening times in Indonesian and English.
final class OpeningHoursText {

  private OpeningHoursText() {}

  static String greeting(int hour, Language language) {
    return switch (language) {
      case ID ->
          hour < 4
              ? "Selamat malam"
              : hour < 11
                  ? "Selamat pagi"
                  : hour < 15 ? "Selamat siang" : hour < 18 ? "Selamat sore" : "Selamat malam";
      case EN ->
          hour < 4 || hour >= 17 ? "Good evening" : hour < 12 ? "Good morning" : "Good afternoon";
    };
  }

  static String time(LocalTime time, Language language) {
    return time.format(DateTimeFormatter.ofPattern(language == Language.ID ? "HH.mm" : "HH:mm"));
  }

  /// In Indonesian with the time zone, as is usual there: `Senin 23 November pukul 08.00 WIB`.
  static String opening(ZonedDateTime at, Language language) {
    String pattern =
        language == Language.ID ? "EEEE d MMMM 'pukul' HH.mm zzz" : "EEEE d MMMM 'at' HH:mm";
    return at.format(DateTimeFormatter.ofPattern(pattern, language.locale()));
  }

  /// Groups consecutive days with equal times in one line: `Senin–Jumat 08.00–12.00, 13.00–17.00`.
  static String week(List<Span> week, Language language) {
    List<String> lines = new ArrayList<>();
    DayOfWeek first = DayOfWeek.MONDAY;
    for (DayOfWeek day : DayOfWeek.values()) {
      boolean last =
          day == DayOfWeek.SUNDAY
              || !times(week, day.plus(1), language).equals(times(week, day, language));
      if (last) {
        String times = times(week, day, language);
        if (!times.isEmpty()) {
          lines.add(
              (first == day
                      ? name(day, language)
                      : name(first, language) + "–" + name(day, language))
                  + " "
                  + times);
        }
        first = day.plus(1);
      }
    }
    return String.join("\n", lines);
  }

  private static String times(List<Span> week, DayOfWeek day, Language language) {
    return week.stream()
        .filter(span -> span.day() == day)
        .map(span ->
            time(span.from(), language)
                + "–"
                + (span.until().equals(LocalTime.MIN)
                    ? "24" + time(span.until(), language).substring(2)
                    : time(span.until(), language)))
        .collect(Collectors.joining(", "));
  }

  private static String name(DayOfWeek day, Language language) {
    return day.getDisplayName(TextStyle.FULL, language.locale());
  }
}
