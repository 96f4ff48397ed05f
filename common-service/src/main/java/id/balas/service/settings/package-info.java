/// The settings that all services share. They have the same names in the environment and in `.env`,
/// and the same sentence reports a missing one.
@NullMarked
package id.balas.service.settings;

import org.jspecify.annotations.NullMarked;
