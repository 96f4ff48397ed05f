package id.balas.stack;

import id.balas.stack.part.Part;
import id.balas.stack.settings.AiSettings;
import id.balas.stack.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;

/// The summary printed once the stack runs: the addresses, the recipients of messages, and what to
/// try first.
final class StartupSummary {

  private final Stack stack;
  private final StackSettings settings;

  StartupSummary(Stack stack, StackSettings settings) {
    this.stack = stack;
    this.settings = settings;
  }

  String text() {
    boolean isFake = settings.realWhapi() == null;
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(row("what", "where", "process", "log"));
    stack.parts().forEach(part -> lines.add(row(part)));
    settings.without().stream()
        .sorted()
        .forEach(name ->
            lines.add(
                row(name, "start it yourself: mvn -pl " + name + " -am spring-boot:run", "", "")));
    if (isFake) {
      lines.add(row("fake whapi", stack.whapiUrl(), "", ""));
    }
    if (settings.ai().fake() != null) {
      lines.add(
          row("fake AI server", "http://localhost:" + settings.port(AiSettings.FAKE_PORT), "", ""));
    }
    lines.add("");
    lines.add(recipients(settings));
    lines.add(settings.ai().described());
    lines.add(signIn());
    if (isFake) {
      lines.add("Write as a customer:");
      lines.add(
          "  curl -s %s/webhook/whapi%s -H 'Content-Type: application/json' \\"
              .formatted(stack.ingest().url(), secret()));
      lines.add(
          "    -d '{\"messages\":[{\"from\":\"6281112223334\",\"text\":{\"body\":\"Halo saya butuh bantuan\"}}]}'");
      lines.add("List the messages sent to WhatsApp:");
      lines.add(
          "  curl -s -H \"Authorization: Bearer %s\" %s/messages/list"
              .formatted(token(), stack.whapiUrl()));
    } else {
      lines.add(
          "Set Whapi's webhook, through a tunnel, to " + stack.ingest().url() + "/webhook/whapi");
    }
    lines.add("");
    lines.add(
        "Ctrl-C stops everything; the data stays in "
            + settings.relative(settings.directory())
            + ".");
    return String.join(System.lineSeparator(), lines);
  }

  /// Who receives the messages.
  static String recipients(StackSettings settings) {
    return settings.realWhapi() == null
        ? "Messages go to the fake Whapi: no customer receives them."
        : "MESSAGES GO TO THE REAL WHAPI at " + settings.realWhapi() + ": CUSTOMERS RECEIVE THEM.";
  }

  // Valid for the first start only: the password may have been changed since.
  private String signIn() {
    boolean isOwn = settings.extra().containsKey("BALAS_ADMIN_PASSWORD");
    if (!isOwn && settings.realWhapi() != null) {
      return "To register the first admin, open the link in %s."
          .formatted(settings.relative(stack.auth().log()));
    }
    return "Sign in at %s as %s with the password %s."
        .formatted(
            stack.auth().url(),
            settings.extra().getOrDefault("BALAS_ADMIN_USERNAME", "admin"),
            isOwn ? "$BALAS_ADMIN_PASSWORD" : StackSettings.LOCAL_PASSWORD);
  }

  private String row(Part part) {
    return row(part.name(), part.where(), "" + part.process().pid(), settings.relative(part.log()));
  }

  private static String row(String what, String where, String process, String log) {
    return "%-15s  %-24s %-8s %s".formatted(what, where, process, log).stripTrailing();
  }

  // Custom tokens and secrets are not printed.
  private String token() {
    return settings.whapiToken().equals(StackSettings.LOCAL_TOKEN)
        ? StackSettings.LOCAL_TOKEN
        : "$WHAPI_TOKEN";
  }

  private String secret() {
    return settings.whapiSecret().isEmpty() ? "" : " -H \"X-Webhook-Secret: $WHAPI_SECRET\"";
  }
}
