/// Links the hidden number and the phone number of a customer.
@NullMarked
package id.balas.ingest.links;

import org.jspecify.annotations.NullMarked;
