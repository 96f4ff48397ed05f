/// Messages sent through the provider's API.
@NullMarked
package id.balas.fakewhapi.send;

import org.jspecify.annotations.NullMarked;
