/// The sender: what is to be sent goes to the provider, in order per chat.
@NullMarked
package id.balas.sender;

import org.jspecify.annotations.NullMarked;
