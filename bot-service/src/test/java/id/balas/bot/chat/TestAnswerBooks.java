package id.balas.bot.chat;

import id.balas.bot.decision.lookup.AnswerBook;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/// The answer book of a running service.
final class TestAnswerBooks {

  private TestAnswerBooks() {}

  static Supplier<AnswerBook> of(ConfigurableApplicationContext service) {
    return service
        .<Supplier<AnswerBook>>getBeanProvider(
            ResolvableType.forClassWithGenerics(Supplier.class, AnswerBook.class))
        .getObject();
  }
}
