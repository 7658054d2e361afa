using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>A prompt: chat turns with variables and places for pictures, and how it is to be answered.</summary>
/// <remarks>Read from Semantic Kernel's YAML format (turns as <c>message</c> elements, variables as <c>{{$name}}</c>), or from a plain text that is the system turn.</remarks>
public sealed partial class PromptTemplate
{
    /// <summary>The prompt whose user turn is the published one: three epochs, the middle one to be staged.</summary>
    public const string PublishedTurn = "stage-epoch";

    private const int LargestTextBytes = 1 << 20;

    private readonly IReadOnlyList<PromptMessage> _messages;

    private PromptTemplate(string name, string sha256, IReadOnlyList<PromptMessage> messages, DecodingSettings decoding, AnswerFormat? answer) =>
        (Name, Sha256, _messages, Decoding, Answer) = (name, sha256, messages, decoding, answer);

    /// <summary>Name, as in the file; for a plain text the file's name.</summary>
    public string Name { get; }

    /// <summary>Hash of the file, hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Where it comes from; null for a prompt of the program's own.</summary>
    public PromptOrigin? Origin { get; private init; }

    /// <summary>How the answer is to be decoded.</summary>
    public DecodingSettings Decoding { get; }

    /// <summary>Longest answer, tokens.</summary>
    public int MaxTokens => Decoding.MaxTokens;

    /// <summary>How the prompt asks the answer to be spelled; null where it leaves that to the model's training.</summary>
    public AnswerFormat? Answer { get; }

    /// <summary>Reads <c>prompts/NAME.yaml</c>.</summary>
    /// <exception cref="SleepVlmException">The file is missing or is not a prompt.</exception>
    public static PromptTemplate Load(string folder, string name) => LoadYaml(Path.Combine(folder, name + ".yaml"), name);

    /// <summary>Reads a prompt that is not the program's own.</summary>
    /// <param name="path">A file <c>.yaml</c> in our format; anything else is plain text, taken to the letter as the system turn before the published user turn, and answered as published.</param>
    /// <param name="folder">Folder of our own prompts.</param>
    /// <param name="origin">Who names the file; default the user.</param>
    /// <exception cref="SleepVlmException">The file is missing, damaged or not UTF-8.</exception>
    public static PromptTemplate LoadFile(string path, string folder, PromptOrigin origin = PromptOrigin.User) =>
        Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" ? LoadYaml(path, null, origin) : LoadText(path, folder, origin);

    /// <summary>The same prompt with another form of answer, for a model that was trained to it.</summary>
    public PromptTemplate AnsweredAs(AnswerFormat format) => new(Name, Sha256, _messages, Decoding, format);

    /// <summary>Fills the variables in; picture variables stay places.</summary>
    /// <exception cref="SleepVlmException">A variable of the template has no value.</exception>
    public IReadOnlyList<PromptMessage> Render(IReadOnlyDictionary<string, string> variables) =>
        [.. _messages.Select(message => message with { Parts = [.. message.Parts.Select(part => Fill(part, variables))] })];

    private static PromptTemplate LoadYaml(string path, string? name, PromptOrigin? origin = null)
    {
        return BoundedYaml.Read(path, "prompt", Parse, Refuse);

        PromptTemplate Parse(byte[] bytes)
        {
            var file = PromptFile.Read(bytes);
            if (file?.Template is null || string.IsNullOrWhiteSpace(file.Name) || (name ?? file.Name) != file.Name)
                throw Refuse(null, $"needs 'name: {name ?? "NAME"}' and a 'template'");
            var messages = MessageElement().Matches(file.Template).Select(Read).ToArray();
            if (messages.Length == 0) throw Refuse(null, "has a template without a <message role=\"...\"> element");
            try
            {
                return new PromptTemplate(file.Name, Hash(bytes), messages, file.Decoding, file.Answer?.Format) { Origin = origin };
            }
            catch (ArgumentException error)
            {
                throw Refuse(null, error.Message, error);
            }
        }

        SleepVlmException Refuse(int? line, string problem, Exception? cause = null) =>
            new(line is null ? $"{path}: {problem}" : FormattableString.Invariant($"{path}: line {line}: {problem}"), cause);
    }

    private static PromptTemplate LoadText(string path, string folder, PromptOrigin origin)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new SleepVlmException($"{path}: there is no such prompt; name a YAML file or a text file");
        if (info.Length is 0 or > LargestTextBytes) throw new SleepVlmException($"{path}: is empty or larger than 1 MiB and cannot be a prompt");
        var bytes = File.ReadAllBytes(path);
        var turns = Load(folder, PublishedTurn)._messages.Where(message => message.Role != "system");
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            var system = new PromptMessage("system", [new LiteralPart(text)]);
            return new PromptTemplate(info.Name, Hash(bytes), [system, .. turns], DecodingSettings.Published, AnswerFormat.Published) { Origin = origin };
        }
        catch (DecoderFallbackException error)
        {
            throw new SleepVlmException($"{path}: is not text in UTF-8 and cannot be a prompt", error);
        }
    }

    private static PromptMessage Read(Match message)
    {
        var parts = new List<PromptPart>();
        var body = message.Groups["body"].Value;
        var at = 0;
        foreach (Match image in ImageElement().Matches(body))
        {
            if (image.Index > at) parts.Add(new TextPart(body[at..image.Index]));
            parts.Add(new ImagePart(image.Groups["name"].Value));
            at = image.Index + image.Length;
        }

        if (at < body.Length) parts.Add(new TextPart(body[at..]));
        return new PromptMessage(message.Groups["role"].Value, parts);
    }

    private PromptPart Fill(PromptPart part, IReadOnlyDictionary<string, string> variables) => part switch
    {
        LiteralPart literal => new TextPart(literal.Text),
        TextPart text => new TextPart(Variable().Replace(text.Text, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : throw new SleepVlmException($"prompt {Name}: variable {match.Groups["name"].Value} has no value"))),
        _ => part,
    };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex("""<message role="(?<role>\w+)">(?<body>.*?)</message>""", RegexOptions.Singleline)]
    private static partial Regex MessageElement();

    [GeneratedRegex("""<image>\{\{\$(?<name>\w+)\}\}</image>""")]
    private static partial Regex ImageElement();

    [GeneratedRegex("""\{\{\$(?<name>\w+)\}\}""")]
    private static partial Regex Variable();

    /// <summary>Text without variables: braces in it are its own.</summary>
    private sealed record LiteralPart(string Text) : PromptPart;
}
