/// Our channels at the provider: sends messages and files, and tracks which channels are available.
@NullMarked
package id.balas.sender.channel;

import org.jspecify.annotations.NullMarked;
