package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.Person;
import id.balas.fakewhapi.page.PageEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The contacts of a channel, by chat. A contact is also created with its first message.
public final class People {

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final PageEvents events;

  People(List<String> admins, PageEvents events) {
    this.events = events;
    admins.stream()
        .filter(number -> number.matches("\\d{7,15}"))
        .forEach(number ->
            put(
                new Person(
                    number + "@s.whatsapp.net", "admin", "Admin " + number, number, List.of())));
  }

  /// `{"kind":"customer|admin|group|lid","name","number"?,"members"?}`. A lid with an empty number
  /// stays hidden.
  public Person add(JsonNode order) {
    Parameters parameters = new Parameters(order);
    parameters.allowOnly("channel", "kind", "name", "number", "members");
    String kind = parameters.choice("kind", "customer", "admin", "group", "lid");
    String name = parameters.text("name");
    String given = parameters.optionalText("number");
    Parameters.check(
        given == null || given.matches(kind.equals("lid") ? "\\d{0,15}" : "\\d{7,15}"), "number");
    List<String> members = new ArrayList<>();
    order.path("members").forEach(member -> members.add(member.asString("")));
    Parameters.check(members.stream().allMatch(member -> member.matches("\\d{7,15}")), "members");
    String number = given != null ? given : "62811" + digits(7);
    return put(
        switch (kind) {
          case "group" ->
              new Person("120363" + digits(12) + "@g.us", kind, name, "", List.copyOf(members));
          case "lid" -> new Person("1" + digits(14) + "@lid", kind, name, number, List.of());
          default -> new Person(number + "@s.whatsapp.net", kind, name, number, List.of());
        });
  }

  private static String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(ThreadLocalRandom.current().nextInt(10));
    }
    return digits.toString();
  }

  private Person put(Person person) {
    synchronized (people) {
      people.put(person.chatId(), person);
    }
    events.publish("person", person::json);
    return person;
  }

  /// The contact of this chat. A new one has no name and is shown by its number.
  public Person of(String chatId, @Nullable String name) {
    Optional<Person> known = find(chatId);
    if (known.isPresent()) {
      return known.get();
    }
    String digits = ChatIds.digits(chatId);
    String kind = ChatIds.isGroup(chatId) ? "group" : chatId.endsWith("@lid") ? "lid" : "customer";
    String number = kind.equals("customer") ? digits : "";
    return put(new Person(chatId, kind, name != null ? name : digits, number, List.of()));
  }

  public Optional<Person> find(String chatId) {
    synchronized (people) {
      return Optional.ofNullable(people.get(chatId));
    }
  }

  public Optional<Person> findHidden(String number) {
    return all().stream()
        .filter(person -> person.kind().equals("lid") && person.number().equals(number))
        .findFirst();
  }

  public Collection<Person> all() {
    synchronized (people) {
      return List.copyOf(people.values());
    }
  }
}
