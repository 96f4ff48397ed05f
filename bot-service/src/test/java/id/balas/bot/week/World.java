package id.balas.bot.week;

import id.balas.bot.week.WorkCalendar.Times;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is fixed before the simulation starts: its length and load, the teams, and the outages.
record World(
    long seed,
    Instant start,
    Instant end,
    Duration step,
    int conversations,
    int chats,
    WorkCalendar desk,
    List<Crew> teams,
    Outage ai,
    Outage provider,
    Instant firstLeaves) {

  static final String ADMIN = "628110000009";

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final String JAKARTA = "Asia/Jakarta";

  /// A team, its targets (null: none) and its agents. `asksRating`: its customers are asked for a
  /// rating.
  record Crew(
      String name,
      boolean automatic,
      boolean usesDeskHours,
      WorkCalendar calendar,
      @Nullable Duration firstAnswer,
      @Nullable Duration nextAnswer,
      @Nullable Duration resolution,
      boolean asksRating,
      List<String> agents) {

    /// Each team has one channel.
    String channel() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  record Outage(Instant from, Instant until) {
    boolean covers(Instant time) {
      return !time.isBefore(from) && time.isBefore(until);
    }
  }

  /// A week with nights, a weekend and a holiday.
  static World week(long seed, int conversations) {
    return of(seed, at(0, "00:00"), at(7, "00:00"), Duration.ofSeconds(20), conversations, 1);
  }

  /// A Monday, from 09:30 to 18:30.
  static World day(long seed, int conversations) {
    return of(seed, at(0, "09:30"), at(0, "18:30"), Duration.ofSeconds(25), conversations, 0);
  }

  private static World of(
      long seed, Instant start, Instant end, Duration step, int conversations, int outageDay) {
    Map<LocalDate, List<Times>> holiday =
        Map.of(MONDAY.plusDays(3), List.of(Times.of("09:00", "12:00")));
    var desk =
        new WorkCalendar(
            JAKARTA, days(List.of(Times.of("08:00", "17:00")), "09:00", "13:00"), holiday, start);
    var returns =
        new WorkCalendar(
            "Asia/Makassar",
            days(List.of(Times.of("08:00", "12:00"), Times.of("13:00", "17:00")), null, null),
            Map.of(),
            start);
    Map<DayOfWeek, List<Times>> evenings = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      evenings.put(day, List.of(Times.of("10:00", "12:00"), Times.of("19:00", "02:00")));
    }
    var care = new WorkCalendar(JAKARTA, evenings, Map.of(), start);
    return new World(
        seed,
        start,
        end,
        step,
        conversations,
        conversations * 3 / 4,
        desk,
        List.of(
            new Crew(
                "Orders",
                true,
                true,
                desk,
                minutes(15),
                minutes(30),
                hours(8),
                true,
                names("o", 10)),
            new Crew(
                "Returns", true, false, returns, minutes(30), hours(1), null, false, names("r", 6)),
            new Crew(
                "Care", false, false, care, minutes(30), null, hours(12), true, names("c", 4))),
        new Outage(at(outageDay, "10:00"), at(outageDay, "12:00")),
        new Outage(at(outageDay, "14:00"), at(outageDay, "14:40")),
        at(outageDay, "11:30"));
  }

  private static Map<DayOfWeek, List<Times>> days(
      List<Times> weekday, @Nullable String saturdayFrom, @Nullable String saturdayUntil) {
    Map<DayOfWeek, List<Times>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
        week.put(day, weekday);
      }
    }
    if (saturdayFrom != null && saturdayUntil != null) {
      week.put(DayOfWeek.SATURDAY, List.of(Times.of(saturdayFrom, saturdayUntil)));
    }
    return week;
  }

  /// A local time of the desk.
  static Instant at(int day, String time) {
    return MONDAY
        .plusDays(day)
        .atTime(LocalTime.parse(time))
        .atZone(ZoneId.of(JAKARTA))
        .toInstant();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  Crew byChannel(String channel) {
    return teams.stream().filter(it -> it.channel().equals(channel)).findFirst().orElseThrow();
  }

  /// The team to which the chat was passed, or that of its channel.
  Crew teamOf(String channel, @Nullable String passedTo) {
    return passedTo == null
        ? byChannel(channel)
        : teams.stream().filter(it -> it.name().equals(passedTo)).findFirst().orElseThrow();
  }
}
