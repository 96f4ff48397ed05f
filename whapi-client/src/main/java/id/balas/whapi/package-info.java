/// The client of the provider's API, shared by ingest-service and sender-service: HTTP, the meaning
/// of responses, message lists. It depends on no service.
@NullMarked
package id.balas.whapi;

import org.jspecify.annotations.NullMarked;
