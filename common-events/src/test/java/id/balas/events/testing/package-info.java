/// What the tests of all services share: a real broker and a real database without Docker, a clock,
/// and the check of an OpenAPI document.
@NullMarked
package id.balas.events.testing;

import org.jspecify.annotations.NullMarked;
