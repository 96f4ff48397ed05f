/// REST operations of the chat list: pages, counts, saved views and read marks.
@NullMarked
package id.balas.bot.inbox.web;

import org.jspecify.annotations.NullMarked;
