/// The real broker and the real database that every service's tests run on, without Docker.
@NullMarked
package id.balas.events.testing;

import org.jspecify.annotations.NullMarked;
