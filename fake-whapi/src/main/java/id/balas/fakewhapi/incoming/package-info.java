/// Simulated messages from customers and from our own phone.
@NullMarked
package id.balas.fakewhapi.incoming;

import org.jspecify.annotations.NullMarked;
