package id.balas.system.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Customers' messages, each under a name of its own. The default reply contains the name, so it
/// shows which message it answers. `prefix` begins the numbers of the run's customers.
public final class NamedMessages {

  private final Customers customers;
  private final Provider provider;
  private final String prefix;
  private final Map<String, List<String>> expected = new HashMap<>();
  private int count;

  public NamedMessages(Customers customers, Provider provider, String prefix) {
    this.customers = customers;
    this.provider = provider;
    this.prefix = prefix;
  }

  /// The next message of this customer. It returns when the webhook has accepted the message.
  /// Messages of one customer must be written in the order of these calls.
  public Runnable next(int customer) {
    String chatId = prefix + "%03d@s.whatsapp.net".formatted(customer);
    int number = count++;
    String name = "Budi-" + number;
    expected.computeIfAbsent(chatId, _ -> new ArrayList<>()).add(name);
    return () ->
        customers.write(chatId, prefix + "-" + number + "-LOAD", name, "Halo, pesan " + number);
  }

  /// Compares the replies at the provider with the messages so far.
  public Verdict judge() {
    Map<String, List<String>> names = new HashMap<>();
    provider
        .texts(prefix)
        .forEach(
            (chat, texts) -> names.put(chat, texts.stream().map(NamedMessages::name).toList()));
    return Verdict.of(expected, names);
  }

  private static String name(String reply) {
    return reply.replaceFirst("(?s).*?(Budi-\\d+).*", "$1");
  }
}
