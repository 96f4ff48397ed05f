/// The webhook endpoint that the provider calls: authentication, limits and responses.
@NullMarked
package id.balas.ingest.webhook;

import org.jspecify.annotations.NullMarked;
