/// What people see of the chats and do with them, over REST. What a chat does is decided on the log
/// alone: an act here is a command, answered with its stored outcome. Notes, labels and read marks
/// are state of their own.
@NullMarked
package id.balas.bot.desk;

import org.jspecify.annotations.NullMarked;
