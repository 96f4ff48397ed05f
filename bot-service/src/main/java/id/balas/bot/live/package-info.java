/// The live stream of the desk: changed rows of the chat list, outcomes of the reader's commands,
/// mentions, and who looks at or types in which chat.
@NullMarked
package id.balas.bot.live;

import org.jspecify.annotations.NullMarked;
