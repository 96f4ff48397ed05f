package id.balas.bot.ai.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>rahasia</think>Empat.",
        "<think>\nrahasia\n</think>\n\nEmpat.",
        "<THINK>rahasia</think>Empat.",
        "<tHiNk>rahasia</ThInK>Empat.",
        "< think >rahasia</ think>Empat.",
        "<think step=\"1\">rahasia</think>Empat.",
        "rahasia</think>Empat.",
        "rahasia\n</THINK>\nEmpat.",
        "<thinking>rahasia</thinking>Empat.",
        "<thought>rahasia</thought>Empat.",
        "<reasoning>rahasia</reasoning>Empat.",
        "<seed:think>rahasia</seed:think>Empat.",
        "◁think▷rahasia◁/think▷Empat.",
        "[THINK]rahasia[/THINK]Empat.",
        "<think>a<think>rahasia</think>b</think>Empat.",
        "<think>a</think>rahasia</think>Empat.",
        "<think>rahasia</think><think>rahasia</think>Empat.",
        "<think>rahasia</think><answer>Empat.</answer>",
        "<|channel|>analysis<|message|>rahasia<|end|><|start|>assistant<|channel|>final<|message|>Empat.<|return|>",
        "Empat.<|im_end|>\n<|im_start|>user\nrahasia",
        "Empat."
      })
  void onlyTheAnswerIsLeft(String text) {
    assertThat(Thoughts.removedFrom(text)).isEqualTo("Empat.");
  }

  @Test
  void thoughtsAfterAnAnswerAreRemoved() {
    assertThat(Thoughts.removedFrom("Empat.<think>rahasia</think>")).isEqualTo("Empat.");
    assertThat(Thoughts.removedFrom("Empat. <think>rahasia</think> Lima."))
        .isEqualTo("Empat.  Lima.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>rahasia",
        "<THINK>rahasia, lalu Empat.",
        "Halo <think>rahasia",
        "<think>a<think>rahasia</think>Empat.",
        "rahasia</think>",
        "<think>rahasia</think>",
        "<|channel|>analysis<|message|>rahasia",
        "[THINK]rahasia"
      })
  void unfinishedThoughtsAreNoAnswer(String text) {
    assertThat(Thoughts.removedFrom(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3 < 4 dan 5 > 2", "<b>tebal</b>", "Saya think so", "[reasoning] ok"})
  void otherTextIsKept(String text) {
    assertThat(Thoughts.removedFrom(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<think", "<think>", "</think>", "< ", "<think ", "<|a", "[THINK"})
  void hostileTextTakesLinearTime(String part) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> Thoughts.removedFrom(part.repeat(200_000)));
  }
}
