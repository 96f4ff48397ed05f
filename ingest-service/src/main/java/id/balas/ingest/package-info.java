/// Intake: receives the provider's webhooks and publishes them as records to Kafka. It stores
/// nothing else.
@NullMarked
package id.balas.ingest;

import org.jspecify.annotations.NullMarked;
