/// The provider's HTTP API, and the fake's own calls below `/fake/`.
@NullMarked
package id.balas.fakewhapi.api;

import org.jspecify.annotations.NullMarked;
