/// Faults that a test injects, and the calls and webhooks that they hit.
@NullMarked
package id.balas.fakewhapi.faults;

import org.jspecify.annotations.NullMarked;
