/// The REST API of teams and agents.
@NullMarked
package id.balas.bot.teams.web;

import org.jspecify.annotations.NullMarked;
