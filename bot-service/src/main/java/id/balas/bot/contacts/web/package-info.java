/// REST endpoints for contacts.
@NullMarked
package id.balas.bot.contacts.web;

import org.jspecify.annotations.NullMarked;
