/// Attacks on the running services: every operation as every caller, forged requests, guessed codes
/// and stolen tokens.
@NullMarked
package id.balas.system.attack;

import org.jspecify.annotations.NullMarked;
