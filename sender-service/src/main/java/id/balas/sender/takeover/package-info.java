/// Stops automatic messages after a person has taken over a chat.
@NullMarked
package id.balas.sender.takeover;

import org.jspecify.annotations.NullMarked;
