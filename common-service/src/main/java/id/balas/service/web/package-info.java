/// What REST controllers share in all services. Spring registers all of it by itself.
///
/// **Arguments.** Declare them, and Spring binds them:
///
/// ```java
/// record Paging(@Nullable Cursor before, @Range(min = 1, max = 200) @Nullable Integer limit) {}
///
/// @GetMapping("/chats/{id}/messages")
/// Page messages(@PathVariable String id, @Valid @ModelAttribute Paging paging) { … }
///
/// record ReplyRequest(@NotNull @PlainText(max = 4096) String text, @Valid @Nullable File media) {}
///
/// @PostMapping("/chats/{id}/messages")
/// Outcome reply(
///     @PathVariable String id,
///     @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
///     @Valid @RequestBody ReplyRequest body) { … }
/// ```
///
/// A query of several parameters is a record with `@ModelAttribute`; write the annotation, so that
/// its components are known. A component without a value is null: default it in a method or in the
/// compact constructor. Use `@Range(min, max)` for limits. Optional headers and parameters have
/// `required = false` and `@Nullable`. [IdempotencyKey], [Cursor], `Instant` ([Times]) and enums
/// (in either case) are bound from text; JSON bodies take enums as they are written.
///
/// **Errors.** These need no code, and are 400 with `parameter` naming the place (`limit`,
/// `media.url`, `keywords[2]`): unknown, repeated or empty query parameters, unknown or repeated
/// JSON fields, wrong types, failed constraints, missing bodies, headers and parameters, NUL
/// characters, malformed queries. A JSON body over 512 KiB is 413. A handler method that takes a
/// `Map` of parameters reads the query by itself and is not checked.
///
/// **Own checks.** Throw [ProblemException]: `invalid("assignee", "goes with mode AGENT only.")`,
/// `notFound("…")`, `conflict("…").with("commandId", id)`. The constructor of a record and a
/// converter throw [InvalidValueException] instead: they do not know the name of the field. Filters
/// and servlets write a [Problem].
///
/// **Failures.** A database or Kafka that is down is a 503 with `Retry-After`, logged once, and so
/// is a query that takes too long. `DuplicateKeyException` is 409; catch it for a better sentence.
/// Every other exception is a 500 without internal details. A service may have its own
/// `@RestControllerAdvice` for its own exceptions; it comes first.
///
/// **Security.** A service behind the front door has one bean of
/// [id.balas.service.web.security.InnerServiceRules] and no filter chain of its own. A path that no
/// rule names is 404.
///
/// **Text is compressed** from 1 KiB on, in every service. Static files use [WeakEtag]: a strong
/// ETag switches the compression off.
@NullMarked
package id.balas.service.web;

import org.jspecify.annotations.NullMarked;
