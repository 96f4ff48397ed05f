/// Limits on login attempts and on the calls of a caller, shared by all instances.
@NullMarked
package id.balas.auth.throttle;

import org.jspecify.annotations.NullMarked;
