/// How the integration tests start the service.
@NullMarked
package id.balas.sender.testing;

import org.jspecify.annotations.NullMarked;
