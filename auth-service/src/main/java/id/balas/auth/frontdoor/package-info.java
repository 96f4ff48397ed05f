/// Relays requests to the other services.
@NullMarked
package id.balas.auth.frontdoor;

import org.jspecify.annotations.NullMarked;
