/// Deliveries as the REST API shows them: read-only queries on the table of the package above.
@NullMarked
package id.balas.sender.delivery.queries;

import org.jspecify.annotations.NullMarked;
