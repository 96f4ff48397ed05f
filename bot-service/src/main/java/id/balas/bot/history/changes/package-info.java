/// What changed in the chats of the desk, in the order of the commits: the source of the live
/// stream.
@NullMarked
package id.balas.bot.history.changes;

import org.jspecify.annotations.NullMarked;
