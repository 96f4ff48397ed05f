/// The phone page, its live events and the raw calls that it shows.
@NullMarked
package id.balas.fakewhapi.page;

import org.jspecify.annotations.NullMarked;
