/// Translates the provider's JSON to our records, without HTTP, Kafka or a clock. The entry point
/// is [id.balas.ingest.translation.WebhookTranslator].
@NullMarked
package id.balas.ingest.translation;

import org.jspecify.annotations.NullMarked;
