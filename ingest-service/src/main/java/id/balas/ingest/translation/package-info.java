/// The provider's words on one side, our records on the other: no HTTP, no Kafka, no clock.
/// [id.balas.ingest.translation.WebhookTranslator] knows both.
@NullMarked
package id.balas.ingest.translation;

import org.jspecify.annotations.NullMarked;
