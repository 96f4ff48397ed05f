/// The REST API for agents and admins. Actions on a chat are commands in Kafka, answered with their
/// stored outcome. Notes, labels and read marks are stored directly in the database.
@NullMarked
package id.balas.bot.web;

import org.jspecify.annotations.NullMarked;
