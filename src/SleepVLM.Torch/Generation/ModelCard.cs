using System.Text.Json;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Torch.Generation;

/// <summary>What a checkpoint was trained to be asked and to answer: <c>sleepvlm.json</c> beside its weights.</summary>
/// <param name="Name">Shown name.</param>
/// <param name="Prompt">Prompt it was trained with, by name.</param>
/// <param name="PromptSha256">Hash of that prompt's file.</param>
/// <param name="RenderStyle">Style of the pictures it was trained on.</param>
/// <param name="AnswerKeys">Keys of the answer in their order.</param>
/// <param name="Fenced">Whether the answer stands in a code fence.</param>
/// <param name="RulesMayBeEmpty">Whether it learned to name no rule where none is met; default no, as for cards without the entry.</param>
public sealed record ModelCard(
    string Name, string Prompt, string PromptSha256, string RenderStyle, IReadOnlyList<string> AnswerKeys, bool Fenced, bool RulesMayBeEmpty = false)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "sleepvlm.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    };

    /// <summary>For a checkpoint that has no such file, as the published ones: answers are spelled as the prompt says, else as published.</summary>
    public static ModelCard Reference(string name, PromptTemplate prompt)
    {
        var format = prompt.Answer ?? AnswerFormat.Published;
        return new ModelCard(name, prompt.Name, prompt.Sha256, Engine.EpochImages.RenderStyle.Published, format.Keys, format.Fenced);
    }

    /// <summary>Reads the card of a model folder, or null where it has none.</summary>
    /// <exception cref="SleepVlmException">The file is damaged.</exception>
    public static ModelCard? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            var card = JsonSerializer.Deserialize<ModelCard>(File.ReadAllText(path), Json) ?? throw new SleepVlmException($"{path}: is empty");
            _ = new AnswerFormat(card.AnswerKeys, card.Fenced);
            if (!Engine.EpochImages.RenderStyle.Names.Contains(card.RenderStyle))
                throw new SleepVlmException($"{path}: render_style: there is no '{card.RenderStyle}' here, only {string.Join(", ", Engine.EpochImages.RenderStyle.Names)}; the model may need a newer version of the program");
            return card;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SleepVlmException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new SleepVlmException($"{path}: answer_keys: {error.Message}", error);
        }
    }

    /// <summary>Name of the style of pictures that a model folder wants; the published one where it has no card.</summary>
    /// <exception cref="SleepVlmException">The card is damaged.</exception>
    public static string StyleOf(string folder) => Read(folder)?.RenderStyle ?? Engine.EpochImages.RenderStyle.Published;

    /// <summary>Writes the card into a model folder.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
