using System.Buffers.Binary;
using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

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
        using var file = File.Open(path, FileMode.Open);
        var length = new byte[sizeof(long)];
        file.ReadExactly(length);
        var header = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        file.ReadExactly(header);
        using var json = JsonDocument.Parse(header);
        var tensor = json.RootElement.GetProperty(Embedding);
        var (start, end) = (tensor.GetProperty("data_offsets")[0].GetInt64(), tensor.GetProperty("data_offsets")[1].GetInt64());
        var rowBytes = (int)((end - start) / tensor.GetProperty("shape")[0].GetInt64());
        foreach (var token in tokens)
        {
            file.Position = length.Length + header.Length + start + (long)token * rowBytes;
            file.Write(new byte[rowBytes]);
        }
    }
}
