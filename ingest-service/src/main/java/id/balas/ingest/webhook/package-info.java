/// The door that the provider calls: who may come in, how much at once, and what is answered.
@NullMarked
package id.balas.ingest.webhook;

import org.jspecify.annotations.NullMarked;
