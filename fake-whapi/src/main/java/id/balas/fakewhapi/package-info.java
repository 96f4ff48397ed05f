/// A stand-in for Whapi that behaves as its documentation and its logged traffic say. It shares no
/// code with the services, knows none of our ids and never de-duplicates: its history is the judge
/// of every test.
@NullMarked
package id.balas.fakewhapi;

import org.jspecify.annotations.NullMarked;
