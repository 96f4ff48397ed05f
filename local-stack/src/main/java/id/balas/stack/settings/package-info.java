/// What a stack is started with: settings, ports and its secret.
@NullMarked
package id.balas.stack.settings;

import org.jspecify.annotations.NullMarked;
