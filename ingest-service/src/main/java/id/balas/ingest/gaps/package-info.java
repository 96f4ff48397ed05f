/// Compares the provider's messages with the accepted ones, and publishes those that no webhook
/// delivered.
@NullMarked
package id.balas.ingest.gaps;

import org.jspecify.annotations.NullMarked;
