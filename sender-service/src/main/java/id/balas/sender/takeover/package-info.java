/// Stops automatic messages after an agent has taken over a chat.
@NullMarked
package id.balas.sender.takeover;

import org.jspecify.annotations.NullMarked;
