/// Users and tokens, and the one door to the other services.
@NullMarked
package id.balas.auth;

import org.jspecify.annotations.NullMarked;
