/// Read-only queries over the history for the REST API and the AI. Those of the chat list and the
/// timeline join the chats, the decisions and what agents added.
@NullMarked
package id.balas.bot.history.queries;

import org.jspecify.annotations.NullMarked;
