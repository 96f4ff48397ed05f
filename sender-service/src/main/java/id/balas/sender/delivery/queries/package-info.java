/// Deliveries as the REST API returns them: read-only queries.
@NullMarked
package id.balas.sender.delivery.queries;

import org.jspecify.annotations.NullMarked;
