/// The sender: delivers outgoing messages to the provider, in order per chat.
@NullMarked
package id.balas.sender;

import org.jspecify.annotations.NullMarked;
