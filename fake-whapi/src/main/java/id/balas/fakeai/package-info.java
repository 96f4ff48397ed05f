/// A fake AI server with OpenAI's chat completions API, which answers as several real servers do:
/// each with its own fields, errors and demands. For tests and the local stack.
@NullMarked
package id.balas.fakeai;

import org.jspecify.annotations.NullMarked;
