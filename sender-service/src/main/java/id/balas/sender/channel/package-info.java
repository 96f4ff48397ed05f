/// Our channels at the provider: sending a message, what came of it, and whether a channel can
/// send.
@NullMarked
package id.balas.sender.channel;

import org.jspecify.annotations.NullMarked;
