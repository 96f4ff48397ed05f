package id.balas.auth.access;

import static id.balas.auth.access.Backend.BOT;
import static id.balas.auth.access.Backend.INGEST;
import static id.balas.auth.access.Backend.SENDER;
import static id.balas.auth.access.Route.on;
import static id.balas.auth.access.Who.ADMIN_OF_DELIVERIES;
import static id.balas.auth.access.Who.ADMIN_OF_INTAKE;
import static id.balas.auth.access.Who.ADMIN_WHO_READS_CHATS;
import static id.balas.auth.access.Who.ADMIN_WHO_WRITES_CHATS;
import static id.balas.auth.access.Who.CHAT_READER;
import static id.balas.auth.access.Who.CHAT_WRITER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import id.balas.auth.access.Route.Weight;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;

/// All relayed endpoints: the service and who may call it. The front door relays no other. A test
/// of system-tests fails for an endpoint of a service without a line here.
public final class Routes {

  public static final List<Route> ALL =
      List.of(
          // Chats.
          on(GET, "/chats", BOT, CHAT_READER),
          on(GET, "/chats/stream", BOT, CHAT_READER),
          on(GET, "/chats/counts", BOT, CHAT_READER),
          on(POST, "/chats/bulk", BOT, CHAT_WRITER)
              .weight(Weight.SLOW)
              .audited("chats.changed-in-bulk"),
          on(GET, "/chats/bulk/{id}", BOT, CHAT_READER),
          on(GET, "/chats/scheduled", BOT, CHAT_READER),
          on(GET, "/chats/assist", BOT, CHAT_READER),
          on(GET, "/chats/{id}", BOT, CHAT_READER),
          on(PATCH, "/chats/{id}", BOT, CHAT_WRITER).audited("chat.changed"),
          on(GET, "/chats/{id}/messages", BOT, CHAT_READER),
          on(POST, "/chats/{id}/messages", BOT, CHAT_WRITER).audited("chat.answered"),
          on(PATCH, "/chats/{id}/messages/{message}", BOT, CHAT_WRITER)
              .audited("chat.message-edited"),
          on(DELETE, "/chats/{id}/messages/{message}", BOT, CHAT_WRITER)
              .audited("chat.message-deleted"),
          on(PUT, "/chats/{id}/messages/{message}/reaction", BOT, CHAT_WRITER)
              .audited("chat.reacted"),
          on(DELETE, "/chats/{id}/messages/{message}/reaction", BOT, CHAT_WRITER)
              .audited("chat.reaction-removed"),
          on(POST, "/chats/{id}/messages/{message}/forward", BOT, CHAT_WRITER)
              .audited("chat.message-forwarded"),
          on(GET, "/chats/{id}/scheduled", BOT, CHAT_READER),
          on(POST, "/chats/{id}/scheduled", BOT, CHAT_WRITER).audited("chat.reply-scheduled"),
          on(DELETE, "/chats/{id}/scheduled/{reply}", BOT, CHAT_WRITER)
              .audited("chat.reply-cancelled"),
          // Not audited, because it changes nothing.
          on(POST, "/chats/{id}/assist", BOT, CHAT_WRITER).weight(Weight.SLOW),
          on(POST, "/chats/{id}/read", BOT, CHAT_WRITER),
          on(POST, "/chats/{id}/unread", BOT, CHAT_WRITER),
          on(GET, "/chats/{id}/presence", BOT, CHAT_READER),
          on(PUT, "/chats/{id}/presence", BOT, CHAT_WRITER),
          on(DELETE, "/chats/{id}/presence", BOT, CHAT_WRITER),
          on(PUT, "/chats/{id}/phone", BOT, ADMIN_WHO_WRITES_CHATS).audited("chat.linked"),
          on(DELETE, "/chats/{id}/phone", BOT, ADMIN_WHO_WRITES_CHATS).audited("chat.unlinked"),
          on(POST, "/chats/{id}/resolve", BOT, CHAT_WRITER).audited("chat.resolved"),
          on(POST, "/chats/{id}/snooze", BOT, CHAT_WRITER).audited("chat.snoozed"),
          on(POST, "/chats/{id}/reopen", BOT, CHAT_WRITER).audited("chat.reopened"),
          on(PUT, "/chats/{id}/priority", BOT, CHAT_WRITER).audited("chat.prioritized"),
          on(POST, "/chats/{id}/transfer", BOT, CHAT_WRITER).audited("chat.transferred"),
          on(GET, "/chats/{id}/notes", BOT, CHAT_READER),
          on(POST, "/chats/{id}/notes", BOT, CHAT_WRITER).audited("chat.noted"),
          on(DELETE, "/chats/{id}/notes/{note}", BOT, CHAT_WRITER).audited("chat.note-deleted"),
          on(GET, "/chats/{id}/timeline", BOT, CHAT_READER),
          on(GET, "/mentions", BOT, CHAT_READER),
          on(POST, "/mentions/{note}/seen", BOT, CHAT_WRITER),
          on(POST, "/chats/{id}/macros/{macro}", BOT, CHAT_WRITER)
              .weight(Weight.SLOW)
              .audited("chat.macro-run"),
          on(GET, "/replies", BOT, CHAT_READER),
          on(GET, "/replies/export", BOT, ADMIN_WHO_READS_CHATS),
          on(GET, "/replies/{id}/message", BOT, CHAT_READER),
          on(POST, "/replies", BOT, ADMIN_WHO_WRITES_CHATS).audited("reply.added"),
          on(PUT, "/replies/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("reply.changed"),
          on(DELETE, "/replies/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("reply.deleted"),
          on(GET, "/macros", BOT, CHAT_READER),
          on(GET, "/macros/export", BOT, ADMIN_WHO_READS_CHATS),
          on(POST, "/macros", BOT, ADMIN_WHO_WRITES_CHATS).audited("macro.added"),
          on(PUT, "/macros/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("macro.changed"),
          on(DELETE, "/macros/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("macro.deleted"),
          on(GET, "/views", BOT, CHAT_READER),
          on(POST, "/views", BOT, CHAT_WRITER).audited("view.saved"),
          on(PUT, "/views/{id}", BOT, CHAT_WRITER).audited("view.changed"),
          on(DELETE, "/views/{id}", BOT, CHAT_WRITER).audited("view.deleted"),
          on(GET, "/commands", BOT, CHAT_READER),
          on(GET, "/commands/{id}", BOT, CHAT_READER),
          on(GET, "/labels", BOT, CHAT_READER),
          on(POST, "/labels", BOT, CHAT_WRITER).audited("label.added"),
          on(PATCH, "/labels/{id}", BOT, CHAT_WRITER).audited("label.changed"),
          on(DELETE, "/labels/{id}", BOT, CHAT_WRITER).audited("label.deleted"),
          on(GET, "/export", BOT, ADMIN_WHO_READS_CHATS)
              .weight(Weight.SLOW)
              .audited("chats.exported"),
          // Contacts.
          on(GET, "/contacts", BOT, CHAT_READER),
          on(GET, "/contacts/export", BOT, ADMIN_WHO_READS_CHATS)
              .weight(Weight.SLOW)
              .audited("contacts.exported"),
          on(POST, "/contacts/import", BOT, ADMIN_WHO_WRITES_CHATS)
              .weight(Weight.SLOW)
              .audited("contacts.imported"),
          on(GET, "/contacts/{id}", BOT, CHAT_READER),
          on(PATCH, "/contacts/{id}", BOT, CHAT_WRITER).audited("contact.changed"),
          on(POST, "/contacts/{id}/merge", BOT, CHAT_WRITER).audited("contact.merged"),
          on(PUT, "/contacts/{id}/restrictions", BOT, CHAT_WRITER).audited("contact.restricted"),
          on(GET, "/contact-fields", BOT, CHAT_READER),
          on(PUT, "/contact-fields/{key}", BOT, ADMIN_WHO_WRITES_CHATS)
              .audited("contact-field.defined"),
          on(DELETE, "/contact-fields/{key}", BOT, ADMIN_WHO_WRITES_CHATS)
              .audited("contact-field.deleted"),
          on(GET, "/reports", BOT, ADMIN_WHO_READS_CHATS)
              .weight(Weight.SLOW)
              .audited("reports.read"),
          // Rules and opening hours.
          on(GET, "/rules", BOT, CHAT_READER),
          on(GET, "/rules/{id}", BOT, CHAT_READER),
          on(POST, "/rules/try", BOT, CHAT_READER),
          on(POST, "/rules", BOT, ADMIN_WHO_WRITES_CHATS).audited("rule.added"),
          on(PUT, "/rules/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("rule.changed"),
          on(DELETE, "/rules/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("rule.deleted"),
          on(GET, "/hours", BOT, CHAT_READER),
          on(PUT, "/hours", BOT, ADMIN_WHO_WRITES_CHATS).audited("hours.changed"),
          // Teams and agents.
          on(GET, "/teams", BOT, CHAT_READER),
          on(GET, "/teams/{id}", BOT, CHAT_READER),
          on(POST, "/teams", BOT, ADMIN_WHO_WRITES_CHATS).audited("team.added"),
          on(PUT, "/teams/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("team.changed"),
          on(DELETE, "/teams/{id}", BOT, ADMIN_WHO_WRITES_CHATS).audited("team.deleted"),
          on(GET, "/agents", BOT, CHAT_READER),
          on(PUT, "/agents/me/availability", BOT, CHAT_WRITER)
              .audited("agent.availability-changed"),
          on(PUT, "/agents/{username}/capacity", BOT, ADMIN_WHO_WRITES_CHATS)
              .audited("agent.capacity-changed"),
          on(PUT, "/chats/{id}/typing", SENDER, CHAT_WRITER),
          // Files.
          on(GET, "/media", SENDER, CHAT_READER).weight(Weight.SLOW),
          on(GET, "/media/{id}", SENDER, CHAT_READER).weight(Weight.SLOW),
          on(POST, "/media", SENDER, CHAT_WRITER).weight(Weight.FILE),
          // Outgoing messages.
          on(GET, "/deliveries", SENDER, ADMIN_OF_DELIVERIES),
          on(GET, "/deliveries/dead-letters", SENDER, ADMIN_OF_DELIVERIES).weight(Weight.SLOW),
          on(GET, "/deliveries/{id}", SENDER, ADMIN_OF_DELIVERIES),
          on(POST, "/deliveries/{id}/resend", SENDER, ADMIN_OF_DELIVERIES)
              .audited("delivery.resent"),
          on(POST, "/deliveries/{id}/discard", SENDER, ADMIN_OF_DELIVERIES)
              .audited("delivery.discarded"),
          on(POST, "/deliveries/resend", SENDER, ADMIN_OF_DELIVERIES)
              .weight(Weight.SLOW)
              .audited("deliveries.resent"),
          on(POST, "/deliveries/dead-letters/replay", SENDER, ADMIN_OF_DELIVERIES)
              .weight(Weight.SLOW)
              .audited("deliveries.replayed"),
          on(GET, "/channels", SENDER, ADMIN_OF_DELIVERIES),
          on(GET, "/channels/interrupted", SENDER, CHAT_READER),
          on(POST, "/channels/{name}/pause", SENDER, ADMIN_OF_DELIVERIES).audited("channel.paused"),
          on(POST, "/channels/{name}/resume", SENDER, ADMIN_OF_DELIVERIES)
              .audited("channel.resumed"),
          on(POST, "/channels/{name}/test-message", SENDER, ADMIN_OF_DELIVERIES)
              .weight(Weight.SLOW)
              .audited("channel.tried"),
          // Incoming messages.
          on(GET, "/intake/gaps", INGEST, ADMIN_OF_INTAKE),
          on(GET, "/intake/health", INGEST, ADMIN_OF_INTAKE).weight(Weight.SLOW),
          on(POST, "/intake/backfill", INGEST, ADMIN_OF_INTAKE).audited("intake.backfill-ordered"),
          on(POST, "/intake/register", INGEST, ADMIN_OF_INTAKE)
              .weight(Weight.SLOW)
              .audited("intake.webhook-registered"));

  /// Requests below these paths are relayed.
  public static final List<String> PREFIXES =
      List.of(
          "/chats",
          "/commands",
          "/mentions",
          "/views",
          "/replies",
          "/macros",
          "/labels",
          "/export",
          "/contacts",
          "/contact-fields",
          "/reports",
          "/rules",
          "/hours",
          "/teams",
          "/agents",
          "/media",
          "/deliveries",
          "/channels",
          "/intake");

  private Routes() {}

  public static Optional<Route> of(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    return ALL.stream().filter(route -> route.matches(request.getMethod(), path)).findFirst();
  }

  /// Who may call an operation of a service, written as in OpenAPI: `get`, `/chats/{id}`.
  public static Optional<Who> who(Backend service, String method, String template) {
    return ALL.stream()
        .filter(route -> route.service() == service && route.isOperation(method, template))
        .map(Route::who)
        .findFirst();
  }
}
