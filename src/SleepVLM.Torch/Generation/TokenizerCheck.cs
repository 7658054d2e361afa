using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Generation;

/// <summary>Whether a tokenizer belongs to a model: a wrong one would be obeyed and give nonsense.</summary>
internal static class TokenizerCheck
{
    /// <summary>What does not fit, one sentence each.</summary>
    public static IEnumerable<string> Problems(BpeTokenizer tokenizer, Qwen25VlConfig config)
    {
        if (tokenizer.Count > config.VocabSize) yield return $"the tokenizer has {tokenizer.Count} tokens, more than vocab_size {config.VocabSize}";
        foreach (var (name, content, id) in ((string, string, int)[])
            [("image_token_id", QwenTokens.ImagePad, config.ImageTokenId), ("vision_start_token_id", QwenTokens.VisionStart, config.VisionStartTokenId),
             ("vision_end_token_id", QwenTokens.VisionEnd, config.VisionEndTokenId)])
        {
            var found = tokenizer.Vocabulary.Added.FirstOrDefault(token => token.Content == content)?.Id ?? -1;
            if (found != id) yield return $"the tokenizer's {content} is {(found < 0 ? "absent" : $"token {found}")}, but {name} is {id}";
        }

        foreach (var content in (string[])[QwenTokens.TurnStart, QwenTokens.TurnEnd])
            if (!tokenizer.Vocabulary.Added.Any(token => token.Content == content)) yield return $"the tokenizer has no {content}";
    }

    /// <summary>Throws the first.</summary>
    /// <exception cref="WeightFormatException">There is one.</exception>
    public static void Require(BpeTokenizer tokenizer, Qwen25VlConfig config, string folder)
    {
        if (Problems(tokenizer, config).FirstOrDefault() is { } problem) throw new WeightFormatException(folder, $"{problem}; copy the tokenizer files of the model there");
    }
}
