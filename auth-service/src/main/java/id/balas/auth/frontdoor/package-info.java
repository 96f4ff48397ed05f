/// The one door to the other services, and the desk's page.
@NullMarked
package id.balas.auth.frontdoor;

import org.jspecify.annotations.NullMarked;
