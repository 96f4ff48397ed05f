package id.balas.bot.ai.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiResult.HttpStatus;
import id.balas.bot.ai.server.AiResult.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AnswerReaderTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '§',
      textBlock =
          """
          stop           → "content": "Empat."                                                → ANSWER
          STOP           → "content": "Empat."                                                → ANSWER
          eos_token      → "content": "Empat."                                                → ANSWER
          null           → "content": "Empat.", "refusal": null, "tool_calls": []             → ANSWER
          stop           → "content": "Empat.", "reasoning_content": "rahasia"                → ANSWER
          stop           → "content": "<think>rahasia</think>Empat.", "reasoning": "rahasia"  → ANSWER
          stop           → "content": [{"type":"thinking","thinking":[{"type":"text","text":"rahasia"}]},{"type":"text","text":"Empat."}] → ANSWER
          length         → "content": "Empat."                                                → CUT_OFF
          length         → "content": "", "reasoning_content": "rahasia"                      → CUT_OFF
          length         → "content": "<think>rahasia"                                        → CUT_OFF
          content_filter → "content": "Empat."                                                → FILTERED
          content_filter → "content": null                                                    → FILTERED
          error          → "content": "Empat."                                                → TROUBLE
          stop           → "content": null, "refusal": "I cannot help with that."             → DECLINED
          stop           → "content": "Empat.", "refusal": "I cannot help with that."         → DECLINED
          stop           → "content": ""                                                      → EMPTY
          stop           → "content": null, "reasoning_content": "rahasia"                    → EMPTY
          stop           → "content": "<think>rahasia"                                        → EMPTY
          stop           → "content": "<think>rahasia</think> \\u200b\\n"                     → EMPTY
          stop           → "role": "assistant"                                                → EMPTY
          stop           → "content": {"a": 1}                                                → GARBAGE
          tool_calls     → "content": null, "tool_calls": [{"function": {"name": "hand_over_to_person"}}]  → WANTS_PERSON
          stop           → "content": "Sebentar.", "tool_calls": [{"function": {"name": "x"}}] → WANTS_PERSON
          function_call  → "content": null, "function_call": {"name": "hand_over_to_person"}  → WANTS_PERSON
          stop           → "content": "<tool_call>{\\"name\\": \\"hand_over_to_person\\"}</tool_call>" → WANTS_PERSON
          stop           → "content": "<think>rahasia</think>**AGENT**."                      → WANTS_PERSON
          stop           → "content": "Agent"                                                 → WANTS_PERSON
          stop           → "content": "Maaf, saya tidak tahu.\\n\\nAGENT"                     → WANTS_PERSON
          """)
  void completionsAreAnswersOrHaveAReason(String finish, String message, String result) {
    String quoted = finish.equals("null") ? finish : "\"" + finish + "\"";
    AiResult read =
        read(
            "{\"choices\":[{\"finish_reason\":%s,\"message\":{%s}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}"
                .formatted(quoted, message));
    var tokens = new Tokens(7, 5);
    assertThat(read)
        .isEqualTo(
            result.equals("ANSWER")
                ? new Answered("Empat.", tokens)
                : new Failed(NoAnswer.valueOf(result), HttpStatus.OK, tokens));
  }

  @Test
  void markdownBecomesWhatsAppFormatting() {
    assertThat(
            read(
                "{\"choices\":[{\"message\":{\"content\":\"# Harga\\n**5** di [toko](https://a.id)\"}}]}"))
        .isEqualTo(new Answered("*Harga*\n*5* di toko (https://a.id)", Tokens.NONE));
  }

  @Test
  void textAboutAgentsIsAnAnswer() {
    assertThat(read("{\"choices\":[{\"message\":{\"content\":\"Agent kami di Bandung.\"}}]}"))
        .isEqualTo(new Answered("Agent kami di Bandung.", Tokens.NONE));
  }

  @Test
  void textForAnAgentMayBeTheWordOfAHandOff() {
    assertThat(
            AnswerReader.read(
                JsonMapper.shared()
                    .readTree("{\"choices\":[{\"message\":{\"content\":\"AGENT\"}}]}"),
                false))
        .isEqualTo(new Answered("AGENT", Tokens.NONE));
  }

  private static AiResult read(String completion) {
    return AnswerReader.read(JsonMapper.shared().readTree(completion), true);
  }
}
