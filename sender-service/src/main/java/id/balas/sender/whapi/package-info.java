/// The provider: its calls, and its answers turned into ours.
@NullMarked
package id.balas.sender.whapi;

import org.jspecify.annotations.NullMarked;
