/// What the provider has against what was accepted: messages that the webhook missed are found and
/// filled in.
@NullMarked
package id.balas.ingest.gaps;

import org.jspecify.annotations.NullMarked;
