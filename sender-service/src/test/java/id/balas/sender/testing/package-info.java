/// Starts the service for integration tests.
@NullMarked
package id.balas.sender.testing;

import org.jspecify.annotations.NullMarked;
