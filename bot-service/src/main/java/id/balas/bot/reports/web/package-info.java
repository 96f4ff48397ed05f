/// The reports over REST: JSON, CSV and a spreadsheet file.
@NullMarked
package id.balas.bot.reports.web;

import org.jspecify.annotations.NullMarked;
