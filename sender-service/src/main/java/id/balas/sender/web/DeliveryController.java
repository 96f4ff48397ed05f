package id.balas.sender.web;

import id.balas.events.value.Content;
import id.balas.sender.delivery.DiscardDelivery;
import id.balas.sender.delivery.queries.DeliveryDetails;
import id.balas.sender.delivery.queries.DeliveryPage;
import id.balas.sender.delivery.queries.DeliveryQueries;
import id.balas.sender.delivery.queries.DeliverySearch;
import id.balas.sender.protocol.Delivery.State;
import id.balas.service.web.Cursor;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Single deliveries for admins: search, resend, discard. Each action is performed once per
/// `Idempotency-Key` and recorded. SecurityConfiguration requires the role. Described in
/// docs/deliveries.md.
@RestController
@RequestMapping("/deliveries")
@Tag(name = "Deliveries", description = "Outgoing messages: search, resend and discard (admins)")
class DeliveryController {

  private static final Logger log = LoggerFactory.getLogger(DeliveryController.class);
  private static final String ID = "Id of the outbound message";
  private static final int USUAL_LIMIT = 50;

  record SearchParameters(
      @Parameter(description = "State of the delivery", example = "FAILED") @Nullable State state,
      @Parameter(description = "Chat id, or its phone number", example = "6281112223334") @PlainText
          @Nullable String chat,
      @Parameter(description = "Name of the channel", example = "default") @PlainText
          @Nullable String channel,
      @Parameter(description = "Created at or after", example = "2026-11-23T08:00:00Z")
          @Nullable Instant from,
      @Parameter(description = "Created before", example = "2026-11-24T08:00:00Z")
          @Nullable Instant to,
      @Parameter(description = "Part of the reason, case-insensitive", example = "blocked")
          @PlainText
          @Nullable String reason,
      @Parameter(
              description = "Whether an admin has resent or discarded it; both if omitted",
              example = "false")
          @Nullable Boolean handled,
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor cursor,
      @Parameter(description = "Deliveries per page, 50 by default", example = "50")
          @Min(value = 1, message = "must be between 1 and 200")
          @Max(value = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {

    DeliverySearch search() {
      String chatId = stripped(chat);
      return new DeliverySearch(
          state,
          chatId != null && chatId.matches("\\d+") ? chatId + "@s.whatsapp.net" : chatId,
          stripped(channel),
          from,
          to,
          stripped(reason),
          handled,
          cursor,
          limit == null ? USUAL_LIMIT : limit);
    }
  }

  @Schema(example = "{\"content\":{\"@type\":\"Text\",\"body\":\"Sorry for the delay\"}}")
  record ResendRequest(
      @Schema(description = "Replaces the content; omit it to resend the same") @SendableContent
          @Nullable Content content) {}

  record DiscardRequest(
      @Schema(description = "The reason, recorded with the action", example = "answered by phone")
          @NotNull
          @PlainText(max = 500)
          String note) {}

  record Resent(@Schema(example = "resend-5f0c2b9a") String commandId) {}

  record Discarded(
      @Schema(example = "DROPPED") String state,
      @Schema(example = "answered by phone") String note) {}

  private final DeliveryQueries deliveries;
  private final Resends resends;
  private final DiscardDelivery discards;
  private final IdempotentActions actions;

  DeliveryController(
      DeliveryQueries deliveries,
      Resends resends,
      DiscardDelivery discards,
      IdempotentActions actions) {
    this.deliveries = deliveries;
    this.resends = resends;
    this.discards = discards;
    this.actions = actions;
  }

  @Operation(summary = "Search deliveries", description = "Newest first.")
  @GetMapping
  DeliveryPage list(@ParameterObject @ModelAttribute @Valid SearchParameters parameters) {
    return deliveries.list(parameters.search());
  }

  @Operation(
      summary = "Show a delivery",
      description = "With each attempt and its evidence; while it waits, why and until when.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No delivery with this id, or not yet")
  @GetMapping("/{id}")
  DeliveryDetails one(
      @Parameter(description = ID, example = "3f2a91d0-1") @PathVariable String id) {
    return deliveries
        .find(id)
        .map(delivery -> delivery.with(actions.handled(id)))
        .orElseThrow(Resends::notFound);
  }

  @Operation(
      summary = "Resend a delivery",
      description = "Publishes a command for the bot; its result is a delivery of its own.")
  @ApiResponse(responseCode = "404", description = "No delivery with this id, or not yet")
  @ApiResponse(responseCode = "409", description = "Not FAILED or DROPPED, or resent already")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Resent resend(
      @Parameter(description = ID, example = "3f2a91d0-1") @PathVariable String id,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody(required = false) @Valid @Nullable ResendRequest body) {
    Content edited = body == null ? null : body.content();
    Requester by = Requester.of(token);
    return new Resent(resends.resend(request(key, "resend", id, by, edited), id, edited, by));
  }

  @Operation(
      summary = "Discard a delivery",
      description = "A waiting one ends as DROPPED. A FAILED one stays so, and counts as handled.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No delivery with this id, or not yet")
  @ApiResponse(responseCode = "409", description = "A call is in progress, or it ended otherwise")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/{id}/discard")
  Discarded discard(
      @Parameter(description = ID, example = "3f2a91d0-1") @PathVariable String id,
      @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid DiscardRequest body) {
    String note = body.note().strip();
    var request = request(key, "discard", id, Requester.of(token), note);
    String recorded = actions.repeatable(request, _ -> discarded(id, note));
    State state = deliveries.find(id).map(DeliveryDetails::state).orElse(State.DROPPED);
    return new Discarded(state.name(), recorded);
  }

  private String discarded(String id, String note) {
    return switch (discards.discard(id, note)) {
      case DiscardDelivery.Discarded _ -> note;
      case DiscardDelivery.NotFound _ -> throw Resends.notFound();
      case DiscardDelivery.CallInProgress _ ->
          throw ProblemException.conflict(
              "It is ATTEMPTING: a call is in progress. Check its result in a few seconds.");
      case DiscardDelivery.AlreadyEnded(String state) ->
          throw ProblemException.conflict(
              "It is " + state + ". Only a waiting or FAILED delivery can be discarded.");
    };
  }

  static IdempotentActions.Request request(
      IdempotencyKey key, String act, String subject, Requester by, @Nullable Object body) {
    log.info(
        "Received {} of {}, requestId={}",
        act,
        act.equals("resend-failed") ? "failed deliveries" : subject,
        key);
    return IdempotentActions.Request.of(key, act, subject, by, body);
  }

  static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.strip();
  }
}
