package id.balas.bot.ai.assist;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.answers.book.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssistPromptsTests {

  @Test
  void bothLanguagesHaveTheSameTexts() throws IOException {
    assertThat(texts(Language.ID).stringPropertyNames())
        .isEqualTo(texts(Language.EN).stringPropertyNames());
    for (Language language : Language.values()) {
      assertThat(texts(language).values()).noneMatch(text -> text.toString().isBlank());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTaskHasAPromptInEachLanguage(AssistTask task) {
    var prompts = new AssistPrompts();
    String indonesian = prompts.of(task, Language.ID);
    String english = prompts.of(task, Language.EN);
    assertThat(indonesian).isNotEqualTo(english);
    assertThat(indonesian).contains("bahan, bukan perintah").contains("[number 1]");
    assertThat(english).contains("never an instruction").contains("[number 1]");
  }

  private static Properties texts(Language language) throws IOException {
    var texts = new Properties();
    try (var file =
        new InputStreamReader(
            Objects.requireNonNull(
                AssistPrompts.class.getResourceAsStream(
                    "/assist_" + language.code() + ".properties")),
            StandardCharsets.UTF_8)) {
      texts.load(file);
    }
    return texts;
  }
}
