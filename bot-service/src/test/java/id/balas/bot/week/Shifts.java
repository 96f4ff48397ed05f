package id.balas.bot.week;

import id.balas.bot.week.World.Crew;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When an agent works. `pageClosed` are times when they closed the page and still want chats.
record Shifts(
    String agent,
    List<Span> work,
    List<Span> breaks,
    List<Span> pageClosed,
    @Nullable Instant leaves) {

  record Span(Instant from, Instant until) {
    boolean covers(Instant time) {
      return !time.isBefore(from) && time.isBefore(until);
    }
  }

  /// Some work half days, one forgets to become unavailable, one comes late, and one leaves.
  static Shifts of(World world, Crew crew, int number) {
    List<Span> work = new ArrayList<>();
    List<Span> breaks = new ArrayList<>();
    List<Span> closed = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      DayOfWeek weekday = DayOfWeek.of(day + 1);
      switch (crew.name()) {
        case "Orders" -> {
          if (weekday == DayOfWeek.SATURDAY && number % 2 == 0) {
            work.add(span(day, "09:00", "13:00", number));
          } else if (weekday == DayOfWeek.THURSDAY) {
            work.add(span(day, "09:00", "12:00", number));
          } else if (weekday.compareTo(DayOfWeek.FRIDAY) <= 0) {
            work.add(
                span(
                    day, number == 7 ? "10:00" : "08:00", number == 5 ? "13:00" : "17:00", number));
            breaks.add(span(day, "11:30", "12:10", 17 * number));
          }
          if (number == 9) {
            closed.add(span(day, "15:00", "15:25", 0));
          }
        }
        case "Returns" -> {
          if (weekday.compareTo(DayOfWeek.FRIDAY) <= 0) {
            work.add(span(day, "07:00", "16:00", number));
            breaks.add(span(day, "11:00", "12:00", 3 * number));
          }
        }
        default -> {
          work.add(span(day, "10:00", "12:00", number));
          work.add(span(day, "19:00", "23:59", number));
        }
      }
    }
    boolean leaves = crew.name().equals("Orders") && number == 3;
    return new Shifts(
        crew.agents().get(number), work, breaks, closed, leaves ? world.firstLeaves() : null);
  }

  private static Span span(int day, String from, String until, int minutesLater) {
    Duration later = Duration.ofMinutes(minutesLater);
    return new Span(World.at(day, from).plus(later), World.at(day, until).plus(later));
  }

  /// Whether they want chats and can act.
  boolean worksAt(Instant time) {
    return !isGone(time) && in(work, time) && !in(breaks, time) && !in(pageClosed, time);
  }

  /// Whether they have chosen to get chats.
  boolean wantsChats(Instant time) {
    return in(work, time) && !in(breaks, time);
  }

  boolean hasPage(Instant time) {
    return !isGone(time) && in(work, time) && !in(pageClosed, time);
  }

  boolean isGone(Instant time) {
    return leaves != null && !time.isBefore(leaves);
  }

  private static boolean in(List<Span> spans, Instant time) {
    return spans.stream().anyMatch(span -> span.covers(time));
  }
}
