/// The fault runs: what the sender and the intake promise, while everything that can fail does.
@NullMarked
package id.balas.system.faults;

import org.jspecify.annotations.NullMarked;
