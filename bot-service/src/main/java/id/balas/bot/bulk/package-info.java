/// Actions on up to 1,000 chats at once: one command for each chat. They are stored, so that
/// another instance goes on after a restart.
@NullMarked
package id.balas.bot.bulk;

import org.jspecify.annotations.NullMarked;
