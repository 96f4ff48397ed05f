/// A fake of Whapi that behaves as its documentation and logged traffic show. It shares no code
/// with the services, knows none of our ids and never deduplicates. Tests check against its
/// history.
@NullMarked
package id.balas.fakewhapi;

import org.jspecify.annotations.NullMarked;
