/// HTTP calls and responses of the fake, and their JSON.
@NullMarked
package id.balas.fakewhapi.http;

import org.jspecify.annotations.NullMarked;
