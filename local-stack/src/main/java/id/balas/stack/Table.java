package id.balas.stack;

import java.util.ArrayList;
import java.util.List;

/// What a person wants to know once the stack runs: what is where, and what to try first.
final class Table {

  private final Stack stack;
  private final StackSettings settings;

  Table(Stack stack, StackSettings settings) {
    this.stack = stack;
    this.settings = settings;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(row("what", "where", "process", "log"));
    stack.parts().reversed().forEach(part -> lines.add(row(part)));
    lines.add(row("postgresql", stack.database().url().replaceFirst(".*@", ""), "", settings.relative(stack.database().log())));
    lines.add(row("fake whapi", stack.whapiUrl(), "", ""));
    lines.add("");
    lines.add("A customer writes:");
    lines.add("  curl -s %s/webhook/whapi%s -H 'Content-Type: application/json' \\".formatted(stack.ingest().url(), secret()));
    lines.add("    -d '{\"messages\":[{\"from\":\"6281112223334\",\"text\":{\"body\":\"Halo saya butuh bantuan\"}}]}'");
    lines.add("What WhatsApp was given to send:");
    lines.add("  curl -s -H \"Authorization: Bearer %s\" %s/messages/list".formatted(token(), stack.whapiUrl()));
    lines.add("");
    lines.add("Ctrl-C ends all of it; the data stays in " + settings.relative(settings.directory()) + ".");
    return String.join(System.lineSeparator(), lines);
  }

  private String row(Part part) {
    String where =
        switch (part) {
          case Broker kafka -> kafka.bootstrapServers();
          case Service service -> service.url();
        };
    return row(part.name(), where, "" + part.child().process().pid(), settings.relative(part.child().log()));
  }

  private static String row(String what, String where, String process, String log) {
    return "%-15s  %-24s %-8s %s".formatted(what, where, process, log).stripTrailing();
  }

  // A token or a secret of one's own is not shown on a console.
  private String token() {
    return settings.whapiToken().equals(StackSettings.LOCAL_TOKEN) ? StackSettings.LOCAL_TOKEN : "$WHAPI_TOKEN";
  }

  private String secret() {
    return settings.whapiSecret().isEmpty() ? "" : " -H \"X-Webhook-Secret: $WHAPI_SECRET\"";
  }
}
