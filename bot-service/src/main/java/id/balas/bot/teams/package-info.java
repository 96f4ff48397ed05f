/// Teams, and the agents in them: who can get chats, when they work, and how fast they must answer.
@NullMarked
package id.balas.bot.teams;

import org.jspecify.annotations.NullMarked;
