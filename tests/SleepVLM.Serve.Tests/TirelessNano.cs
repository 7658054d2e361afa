using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Serve.Tests;

/// <summary>A copy of nano that never ends its turn: an answer runs to the limit of its request, whatever the weights would say.</summary>
internal static class TirelessNano
{
    private const string Weights = "model.safetensors", Embedding = "model.language_model.embed_tokens.weight";

    public static TemporaryFolder Create()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "models", "nano"))) File.Copy(file, copy.File(Path.GetFileName(file)));
        var ends = BpeTokenizer.FromPretrained(copy.Path).Vocabulary.Added.Where(token => token.Content is QwenTokens.TurnEnd or QwenTokens.EndOfText);
        Silence(copy.File(Weights), [.. ends.Select(token => token.Id)]);
        return copy;
    }

    // The head is tied to the embedding: a row of zeros has the logit 0, which never is the highest of 908.
    private static void Silence(string path, int[] tokens)
    {
        var header = SafetensorsHeader.Read(path);
        var embedding = header.Tensors[Embedding];
        var row = new byte[embedding.ByteLength / embedding.Shape[0]];
        using var file = File.OpenWrite(path);
        foreach (var token in tokens)
        {
            file.Position = header.DataStart + embedding.Begin + (long)token * row.Length;
            file.Write(row);
        }
    }
}
